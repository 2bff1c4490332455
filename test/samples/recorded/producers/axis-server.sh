#!/usr/bin/env bash
# axis-server.sh SIMULATOR PORT FOLDER: skeletons by Axis's WSDL2Java from the simulator's WSDLs (in the profile that it has
# now), filled by Fill.java, served by SimpleAxisServer on PORT. See ../README.md.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
simulator=$1 port=$2 folder=$3
jars=/usr/share/java
cp=$jars/axis.jar:$jars/axis-jaxrpc.jar:$jars/axis-saaj.jar:$jars/commons-discovery.jar:$jars/commons-logging.jar:$jars/wsdl4j.jar:$jars/javax.activation.jar:$jars/javax.mail.jar
rm -rf "$folder"; mkdir -p "$folder/classes"; cd "$folder"
for service in Authentication Configuration PreConference PostConference Presence Reporting; do
  package=rtc.${service,,}
  java -cp "$cp" org.apache.axis.wsdl.WSDL2Java -s -S false -p "$package" -o src "$simulator/imtapp/ws/${service}Service?WSDL" 2>/dev/null
  port_type=src/rtc/${service,,}/${service}ServiceEIPortType.java
  {
    echo "package $package; public class ${service}ServiceEIBindingImpl implements ${service}ServiceEIPortType {"
    sed -nE 's/^ *public ([A-Za-z0-9_.]+(\[\])?) ([A-Za-z]+)\((.*)\) throws .*/\1|\3|\4/p' "$port_type" |
      while IFS='|' read -r type name parameters; do
        arguments=$(echo "$parameters" | sed -E 's/[A-Za-z0-9_.]+(\[\])? (param[0-9])/(Object) \2/g')
        echo "public $type $name($parameters) throws java.rmi.RemoteException {"
        echo "try { return ($type) rtc.Fill.answer(\"$name\", $type.class, $arguments); } catch (Exception e) { throw new java.rmi.RemoteException(String.valueOf(e.getMessage())); } }"
      done
    echo "}"
  } > "src/rtc/${service,,}/${service}ServiceEIBindingImpl.java"
done
javac -nowarn -encoding UTF-8 -cp "$cp" -d classes $(find src -name '*.java') "$here/Fill.java" 2>/dev/null
java -cp "classes:$cp" org.apache.axis.transport.http.SimpleAxisServer -p "$port" > server.log 2>&1 &
echo $! > server.pid
sleep 4
for deploy in $(find src -name deploy.wsdd); do
  java -cp "classes:$cp" org.apache.axis.client.AdminClient -p "$port" "$deploy" > /dev/null 2>&1
done
