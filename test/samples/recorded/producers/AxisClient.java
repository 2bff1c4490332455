// Axis 1.4, from beans and proxies that its own WSDL2Java made of the simulator's WSDL; see ../README.md.
import java.util.*;
import oracle.*;

public class AxisClient {
  static Oracle_imt_service_data_ParticipantData person(String first, String last, String address, String id) {
    Oracle_imt_service_data_ParticipantData p = new Oracle_imt_service_data_ParticipantData();
    p.setFirstName(first); p.setLastName(last); p.setEmailAddr(address); p.setUserid(id);
    return p;
  }

  static Calendar at(int hour) {
    Calendar c = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
    c.clear(); c.set(2030, Calendar.JANUARY, 16, hour, 0);
    return c;
  }

  public static void main(String[] args) throws Exception {
    AuthenticationServiceEIPortType auth = new AuthenticationServiceEILocator()
        .getAuthenticationServiceEIPort(new java.net.URL(args[0] + "/imtapp/ws/AuthenticationService"));
    String session = auth.createSession("12345", "MSJSJASDJJASDJASDASD=", "SITE").getToken();
    Oracle_imt_service_data_TokenProperties properties = new Oracle_imt_service_data_TokenProperties();
    properties.setTokenPolicy("PRECONFERENCE");
    String token = auth.requestToken("12345", session, properties, null).getToken();
    PreConferenceServiceEIPortType pre = new PreConferenceServiceEILocator()
        .getPreConferenceServiceEIPort(new java.net.URL(args[0] + "/imtapp/ws/PreConferenceService"));
    Oracle_imt_service_data_ScheduleOptions o = new Oracle_imt_service_data_ScheduleOptions();
    o.setTitle("From Axis & friends"); o.setStartDate(at(14)); o.setEndDate(at(15));
    o.setRegisteredUserOnly(false); o.setHostInvitedOnly(false); o.setPubliclyListed(false); o.setEnrollmentRequired(false);
    o.setPublishAttendees(false); o.setSendEmailNotification(false); o.setSiteId("12345"); o.setConferenceKey("k7");
    o.setOrganizer(person("Alice", "Adams", "alice.adams@example.com", "alice.adams"));
    o.setAttendees(new Oracle_imt_service_data_ParticipantData[] {
        person("Bruno", "Keller", "bruno.keller@example.com", "bruno.keller"), person("Wei", "Chen", "chen.wei@example.com", null) });
    Oracle_imt_service_data_ScheduleRequest request = new Oracle_imt_service_data_ScheduleRequest();
    request.setEntityID("12345"); request.setEntityToken(token); request.setScheduleOptions(o);
    Oracle_imt_service_data_ScheduleResponse made = pre.scheduleConference(request);
    String id = made.getScheduleResult().getConferenceID();
    o.setConferenceId(id); o.setTitle("Moved");
    int updated = pre.updateConference(request).getStatusCode();
    Oracle_imt_service_data_UpcomingConferencesRequest filter = new Oracle_imt_service_data_UpcomingConferencesRequest();
    filter.setEntityId("12345"); filter.setEntityToken(token); filter.setUserID("alice.adams"); filter.setFromStartDate(at(0));
    int listed = pre.listUpcomingConferences(filter).getConferenceDetails().length;
    Oracle_imt_service_data_DeleteConferenceRequest gone = new Oracle_imt_service_data_DeleteConferenceRequest();
    gone.setEntityID("12345"); gone.setEntityToken(token); gone.setConferenceID(id);
    System.out.println("made " + made.getStatusCode() + " updated " + updated + " listed " + listed
        + " deleted " + pre.deleteConference(gone).getStatusCode());
  }
}
