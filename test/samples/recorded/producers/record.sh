#!/usr/bin/env bash
# record.sh: makes all recordings again. Wants Debian's php-soap, libsoap-lite-perl, python3-zeep, libaxis-java and a JDK.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../../../.."
work=$(mktemp -d)
bundle() {
  npx esbuild "$here/$1.ts" --bundle --platform=node --format=esm --packages=external --outfile="dist/$1.mjs" --log-level=warning
}
bundle recorder
bundle axis-server

# start STACK PORT [PROFILE]: the simulator; it keeps what it hears under recorded/STACK, or nothing for "none".
start() {
  node dist/recorder.mjs "$@" &
  recorder=$!
  until curl -sf "http://localhost:$2/" > "$work/index.html"; do sleep 0.2; done
}

start php 3971
php "$here/php-client.php" http://localhost:3971
kill $recorder

start soaplite 3972
perl "$here/soaplite-client.pl" http://localhost:3972
kill $recorder

start zeep 3973
/usr/bin/python3 "$here/zeep-client.py" http://localhost:3973
kill $recorder

jars=/usr/share/java
cp=$jars/axis.jar:$jars/axis-jaxrpc.jar:$jars/axis-saaj.jar:$jars/commons-discovery.jar:$jars/commons-logging.jar:$jars/wsdl4j.jar:$jars/javax.activation.jar:$jars/javax.mail.jar
start none 3974
for service in Authentication Configuration PreConference PostConference Presence Reporting; do
  java -cp "$cp" org.apache.axis.wsdl.WSDL2Java -p "rtc.${service,,}" -o "$work/client" \
    "http://localhost:3974/imtapp/ws/${service}Service?WSDL" 2> "$work/wsdl2java.log"
done
kill $recorder
mkdir "$work/classes"
javac -nowarn -encoding UTF-8 -cp "$cp" -d "$work/classes" $(find "$work/client" -name '*.java') "$here/AxisClient.java"
start axis 3975
java -cp "$work/classes:$cp" AxisClient http://localhost:3975
kill $recorder

port=3980
while IFS='|' read -r name profile; do
  port=$((port + 1))
  start none $port "$profile"
  bash "$here/axis-server.sh" "http://localhost:$port" $((port + 10)) "$work/$name"
  kill $recorder
  node dist/axis-server.mjs "http://localhost:$((port + 10))" "axis-server-$name"
  kill "$(cat "$work/$name/server.pid")"
done <<'PROFILES'
short|{}
class|{"bodyNamespace":"class","soapAction":"operation","schemaNamespace":"interface","spellings":"alternative"}
urn|{"bodyNamespace":"urn","soapAction":"operation"}
PROFILES
npx prettier --write test/samples/recorded --log-level warn
