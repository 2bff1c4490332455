// The work of the Axis server: fills whatever bean an operation answers, the same way each time, and says in
// statusMessage (tokenIndex for tokens) what it understood of the request.
package rtc;

import java.lang.reflect.*;
import java.util.*;

public class Fill {
  public static Object answer(String operation, Class<?> type, Object... arguments) throws Exception {
    if ("secret".equals(arguments.length > 1 ? arguments[1] : null) == false && "createSession".equals(operation))
      throw new IllegalArgumentException("Authentication failed");
    StringBuilder heard = new StringBuilder(operation);
    for (Object argument : arguments) heard.append(' ').append(describe(argument));
    return fill(type, "", 0, heard.toString());
  }

  static Object fill(Class<?> type, String name, int index, String heard) throws Exception {
    if (type == String.class) return text(name, index, heard);
    if (type == int.class || type == Integer.class) return name.equalsIgnoreCase("statusCode") ? 0 : 30 + index;
    if (type == long.class || type == Long.class) return 1893679200000L + index * 60000L;
    if (type == boolean.class || type == Boolean.class) return index % 2 == 0;
    if (type == Calendar.class) {
      Calendar moment = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
      moment.setTimeInMillis(1893679200000L + index * 3600000L);
      return moment;
    }
    if (type.isArray()) {
      Object array = Array.newInstance(type.getComponentType(), 2);
      for (int i = 0; i < 2; i++) Array.set(array, i, fill(type.getComponentType(), name, i, heard));
      return array;
    }
    Object bean = type.getDeclaredConstructor().newInstance();
    boolean isAttribute = type.getSimpleName().endsWith("AdhocAttribute");
    for (Method method : type.getMethods()) {
      if (!method.getName().startsWith("set") || method.getParameterCount() != 1) continue;
      String property = method.getName().substring(3);
      if (isAttribute) method.invoke(bean, property.equals("Name") ? (index == 0 ? "TOKENID" : "EXPIRY_TIME") : (index == 0 ? "4711" : "4102444800000"));
      else if (!property.equals("AdhocAttributes")) try {
        method.invoke(bean, fill(method.getParameterTypes()[0], property, index, heard));
      } catch (IllegalArgumentException indexed) { /* the setter of one item */ }
    }
    return bean;
  }

  static String text(String name, int index, String heard) {
    switch (name.toLowerCase()) {
      case "statusmessage": case "tokenindex": return heard;
      case "token": return heard.startsWith("createSession") ? "session" : heard.replaceAll(".*tokenPolicy=([A-Z]+).*", "$1");
      case "userjid": return index == 0 ? "alice.adams@example.com" : "bruno.keller@example.com";
      case "conferenceid": return "004" + index;
      case "show": return index == 0 ? "AVAILABLE" : "AWAY";
      default: return name.toUpperCase().endsWith("URL") ? "https://rtc.example.com/" + name + "?a=" + index + "&b=2" : name + " \u00e9t\u00e9 <" + index + ">";
    }
  }

  static String describe(Object value) throws Exception {
    if (value == null) return "null";
    if (value instanceof Calendar) return String.valueOf(((Calendar) value).getTimeInMillis());
    if (value.getClass().isArray()) {
      StringBuilder all = new StringBuilder("[");
      for (int i = 0; i < Array.getLength(value); i++) all.append(i > 0 ? "," : "").append(describe(Array.get(value, i)));
      return all.append(']').toString();
    }
    if (!value.getClass().getName().startsWith("rtc.")) return value.toString();
    Map<String, String> properties = new TreeMap<>();
    for (Method method : value.getClass().getMethods()) {
      boolean isGetter = method.getName().matches("(get|is)[A-Z].*") && method.getParameterCount() == 0;
      if (!isGetter || method.getDeclaringClass() != value.getClass() || Modifier.isStatic(method.getModifiers())) continue;
      Object held = method.invoke(value);
      String name = method.getName().replaceFirst("get|is", "");
      if (held != null) properties.put(Character.toLowerCase(name.charAt(0)) + name.substring(1), describe(held));
    }
    return properties.toString();
  }
}
