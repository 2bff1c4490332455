#!/usr/bin/env bash
# server-impl.sh FOLDER: fills the skeletons that Axis's WSDL2Java made with answers that never change.
set -euo pipefail
cd "$1/oracle"
cat > AuthenticationServiceEIBindingImpl.java <<'J'
package oracle;
public class AuthenticationServiceEIBindingImpl implements AuthenticationServiceEIPortType {
  private Oracle_imt_service_data_TokenObject token(String value) {
    return new Oracle_imt_service_data_TokenObject(value, new Oracle_imt_service_data_AdhocAttribute[] {
      new Oracle_imt_service_data_AdhocAttribute("TOKENID", "1"), new Oracle_imt_service_data_AdhocAttribute("EXPIRY_TIME", "4102444800000") }, null);
  }
  public Oracle_imt_service_data_TokenObject createSession(String a, String b, String c) {
    if (!"secret".equals(b)) throw new IllegalArgumentException("Authentication failed");
    return token("session");
  }
  public Oracle_imt_service_data_TokenObject requestToken(String a, String b, Oracle_imt_service_data_TokenProperties c, Oracle_imt_service_data_PolicyObject d) { return token(c.getTokenPolicy()); }
  public Oracle_imt_service_data_TokenObject[] requestMultipleTokens(String a, String b, Oracle_imt_service_data_TokenProperties c, Oracle_imt_service_data_PolicyObject[] d) { return null; }
  public Oracle_imt_service_data_TokenObject requestTokenForCredentials(Oracle_imt_service_data_CredentialObject a, Oracle_imt_service_data_TokenProperties b, Oracle_imt_service_data_PolicyObject c) { return null; }
  public Oracle_imt_service_data_TokenObject endSession(String a, String b) { return token(b); }
  public Oracle_imt_service_data_TokenObject getTokenStatus(String a, String b) { return token(b); }
}
J
cat > PreConferenceServiceEIBindingImpl.java <<'J'
package oracle;
public class PreConferenceServiceEIBindingImpl implements PreConferenceServiceEIPortType {
  private Oracle_imt_service_data_ScheduleResponse made(Oracle_imt_service_data_ScheduleRequest r, String id) {
    Oracle_imt_service_data_ScheduleResponse answer = new Oracle_imt_service_data_ScheduleResponse();
    answer.setStatusCode("PRECONFERENCE".equals(r.getEntityToken()) ? 0 : 1032);
    answer.setStatusMessage(r.getScheduleOptions().getTitle() + " " + r.getScheduleOptions().getAttendees().length + " "
      + r.getScheduleOptions().getStartDate().getTimeInMillis());
    answer.setScheduleResult(new Oracle_imt_service_data_ScheduleResult("https://rtc.example.com/join?a=1&b=2", "https://rtc.example.com/host", id, null));
    return answer;
  }
  public Oracle_imt_service_data_ScheduleResponse scheduleConference(Oracle_imt_service_data_ScheduleRequest r) { return made(r, "0042"); }
  public Oracle_imt_service_data_ScheduleResponse updateConference(Oracle_imt_service_data_ScheduleRequest r) { return made(r, r.getScheduleOptions().getConferenceId()); }
  public Oracle_imt_service_data_StatusResponse deleteConference(Oracle_imt_service_data_DeleteConferenceRequest r) {
    Oracle_imt_service_data_StatusResponse answer = new Oracle_imt_service_data_StatusResponse();
    answer.setStatusCode("0042".equals(r.getConferenceID()) ? 0 : 3);
    return answer;
  }
  public Oracle_imt_service_data_UpcomingConferencesResponse listUpcomingConferences(Oracle_imt_service_data_UpcomingConferencesRequest r) {
    Oracle_imt_service_data_UpcomingConferenceDetails[] all = new Oracle_imt_service_data_UpcomingConferenceDetails[2];
    for (int i = 0; i < 2; i++) {
      all[i] = new Oracle_imt_service_data_UpcomingConferenceDetails();
      all[i].setConferenceID("004" + i); all[i].setConferenceTitle("Titre \u00e9t\u00e9 <" + i + ">"); all[i].setHostName(r.getUserID());
      all[i].setRegisteredUserOnly(false); all[i].setPubliclyListed(i == 1); all[i].setHostInvitedOnly(false);
      java.util.Calendar c = new java.util.GregorianCalendar(java.util.TimeZone.getTimeZone("UTC"));
      c.setTimeInMillis(1893679200000L + i * 3600000L); all[i].setScheduledStartTime(c);
      all[i].setAttributes(new Oracle_imt_service_data_AdhocAttribute[] { new Oracle_imt_service_data_AdhocAttribute("MARK", "" + i) });
    }
    Oracle_imt_service_data_UpcomingConferencesResponse answer = new Oracle_imt_service_data_UpcomingConferencesResponse();
    answer.setStatusCode(0); answer.setConferenceDetails(all);
    return answer;
  }
}
J
