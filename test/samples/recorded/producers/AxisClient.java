// Axis 1.4, from beans and proxies that its own WSDL2Java made of the simulator's WSDLs; every operation once.
import java.net.URL;
import java.util.*;

public class AxisClient {
  static rtc.preconference.Oracle_imt_service_data_ParticipantData person(String first, String last, String address, String id) {
    rtc.preconference.Oracle_imt_service_data_ParticipantData p = new rtc.preconference.Oracle_imt_service_data_ParticipantData();
    p.setFirstName(first); p.setLastName(last); p.setEmailAddr(address); p.setUserid(id);
    return p;
  }

  static Calendar at(int day, int hour) {
    Calendar c = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
    c.clear(); c.set(2030, Calendar.JANUARY, day, hour, 0);
    return c;
  }

  static rtc.authentication.Oracle_imt_service_data_TokenProperties properties(String policy) {
    rtc.authentication.Oracle_imt_service_data_TokenProperties p = new rtc.authentication.Oracle_imt_service_data_TokenProperties();
    p.setTokenPolicy(policy);
    return p;
  }

  static URL at(String base, String service) throws Exception { return new URL(base + "/imtapp/ws/" + service + "Service"); }

  public static void main(String[] args) throws Exception {
    String base = args[0], site = "12345", secret = "MSJSJASDJJASDJASDASD=";
    rtc.authentication.AuthenticationServiceEIPortType auth =
        new rtc.authentication.AuthenticationServiceEILocator().getAuthenticationServiceEIPort(at(base, "Authentication"));
    String session = auth.createSession(site, secret, "SITE").getToken();
    String token = auth.requestToken(site, session, properties("PRECONFERENCE"), null).getToken();
    rtc.authentication.Oracle_imt_service_data_PolicyObject[] policies = new rtc.authentication.Oracle_imt_service_data_PolicyObject[2];
    String[] names = { "REPORTING", "PRESENCE" };
    for (int i = 0; i < 2; i++) policies[i] = new rtc.authentication.Oracle_imt_service_data_PolicyObject(
        new rtc.authentication.Oracle_imt_service_data_AdhocAttribute[] { new rtc.authentication.Oracle_imt_service_data_AdhocAttribute("POLICY", names[i]) });
    rtc.authentication.Oracle_imt_service_data_TokenObject[] tokens = auth.requestMultipleTokens(site, session, properties("PRESENCE"), policies);
    String reporting = tokens[0].getToken(), presence = tokens[1].getToken();
    rtc.authentication.Oracle_imt_service_data_CredentialObject credential = new rtc.authentication.Oracle_imt_service_data_CredentialObject();
    credential.setCredentialType("PASSWORD"); credential.setEntityType("SITE"); credential.setEntityCredential(secret); credential.setEntityID(site);
    String post = auth.requestTokenForCredentials(credential, properties("POSTCONFERENCE"), null).getToken();
    auth.getTokenStatus(site, token);

    rtc.configuration.Oracle_imt_service_data_GetConfigurationRequest asked = new rtc.configuration.Oracle_imt_service_data_GetConfigurationRequest();
    asked.setEntityID(site); asked.setEntityToken(session); asked.setNamespace("rtc.application");
    asked.setProperties(new String[] { "early_join_minutes", "max_request_size" });
    String early = new rtc.configuration.ConfigurationServiceEILocator().getConfigurationServiceEIPort(at(base, "Configuration"))
        .getConfiguration(asked).getProperties()[0].getValue();

    rtc.preconference.PreConferenceServiceEIPortType pre =
        new rtc.preconference.PreConferenceServiceEILocator().getPreConferenceServiceEIPort(at(base, "PreConference"));
    rtc.preconference.Oracle_imt_service_data_ScheduleOptions o = new rtc.preconference.Oracle_imt_service_data_ScheduleOptions();
    o.setTitle("From Axis & friends"); o.setStartDate(at(15, 14)); o.setEndDate(at(15, 15));
    o.setRegisteredUserOnly(false); o.setHostInvitedOnly(false); o.setPubliclyListed(false); o.setEnrollmentRequired(false);
    o.setPublishAttendees(false); o.setSendEmailNotification(false); o.setSiteId(site); o.setConferenceKey("k7");
    o.setOrganizer(person("Alice", "Adams", "alice.adams@example.com", "alice.adams"));
    o.setAttendees(new rtc.preconference.Oracle_imt_service_data_ParticipantData[] {
        person("Bruno", "Keller", "bruno.keller@example.com", "bruno.keller"), person("Wei", "Chen", "chen.wei@example.com", null) });
    rtc.preconference.Oracle_imt_service_data_ScheduleRequest request = new rtc.preconference.Oracle_imt_service_data_ScheduleRequest();
    request.setEntityID(site); request.setEntityToken(token); request.setScheduleOptions(o);
    rtc.preconference.Oracle_imt_service_data_DeleteConferenceRequest gone = new rtc.preconference.Oracle_imt_service_data_DeleteConferenceRequest();
    gone.setEntityID(site); gone.setEntityToken(token);
    gone.setConferenceID(pre.scheduleConference(request).getScheduleResult().getConferenceID());
    pre.deleteConference(gone);
    String id = pre.scheduleConference(request).getScheduleResult().getConferenceID();
    o.setConferenceId(id); o.setTitle("Moved");
    pre.updateConference(request);
    rtc.preconference.Oracle_imt_service_data_UpcomingConferencesRequest filter = new rtc.preconference.Oracle_imt_service_data_UpcomingConferencesRequest();
    filter.setEntityId(site); filter.setEntityToken(token); filter.setUserID("alice.adams"); filter.setFromStartDate(at(1, 0));
    int listed = pre.listUpcomingConferences(filter).getConferenceDetails().length;
    new URL(base + "/pass/10080").openStream().read();

    rtc.postconference.Oracle_imt_service_data_PlaybackURLRequest play = new rtc.postconference.Oracle_imt_service_data_PlaybackURLRequest();
    play.setEntityID(site); play.setEntityToken(post); play.setConferenceID(id);
    boolean finished = new rtc.postconference.PostConferenceServiceEILocator().getPostConferenceServiceEIPort(at(base, "PostConference"))
        .getPlaybackURL(play).getPlaybackURLDetail().getFinishedFlag();
    rtc.presence.PresenceServiceEIPortType seen = new rtc.presence.PresenceServiceEILocator().getPresenceServiceEIPort(at(base, "Presence"));
    String jid = seen.getPresence(site, presence, "bruno.keller@example.com", null, true).getUserJID();
    rtc.presence.Oracle_imt_service_data_BulkPresenceRequest bulk = new rtc.presence.Oracle_imt_service_data_BulkPresenceRequest();
    bulk.setEntityID(site); bulk.setEntityToken(presence); bulk.setAllResources(true);
    bulk.setEntityJIDs(new String[] { "alice.adams@example.com", "nobody@example.org" }); bulk.setResources(new String[] { null, "messenger" });
    int found = seen.getBulkPresence(bulk).getPresentityStatusList().length;

    rtc.reporting.ReportingServiceEIPortType report = new rtc.reporting.ReportingServiceEILocator().getReportingServiceEIPort(at(base, "Reporting"));
    rtc.reporting.Oracle_imt_service_data_AttendeeListRequest who = new rtc.reporting.Oracle_imt_service_data_AttendeeListRequest();
    who.setEntityID(site); who.setEntityToken(reporting); who.setConferenceID(id);
    int came = report.reportAttendeeList(who).getAttendees().length;
    rtc.reporting.Oracle_imt_service_data_FinishedConferenceDetailsRequest one = new rtc.reporting.Oracle_imt_service_data_FinishedConferenceDetailsRequest();
    one.setEntityID(site); one.setEntityToken(reporting); one.setConferenceID(id); one.setIncludeAttendees(true); one.setIncludePlaybackURLDetails(true);
    String title = report.reportFinishedConferenceDetails(one).getConferenceDetails().getTitle();
    rtc.reporting.Oracle_imt_service_data_FinishedConferencesByDateRequest dated = new rtc.reporting.Oracle_imt_service_data_FinishedConferencesByDateRequest();
    dated.setEntityID(site); dated.setEntityToken(reporting); dated.setFromEndDate(at(1, 0)); dated.setIncludeAttendees(true);
    int byDate = report.reportFinishedConferencesByDate(dated).getConferenceDetailsList().length;
    rtc.reporting.Oracle_imt_service_data_FinishedConferencesByIDRequest known = new rtc.reporting.Oracle_imt_service_data_FinishedConferencesByIDRequest();
    known.setEntityID(site); known.setEntityToken(reporting); known.setConferenceIDs(new String[] { id, "00000000" });
    int byId = report.reportFinishedConferencesByID(known).getConferenceDetailsList().length;
    auth.endSession(site, session);
    System.out.println(early + " " + listed + " " + finished + " " + jid + " " + found + " " + came + " " + title + " " + byDate + " " + byId);
  }
}
