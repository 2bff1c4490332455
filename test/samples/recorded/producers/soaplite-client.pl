# perl soaplite-client.pl BASE: Perl's SOAP::Lite, with the types written out, as its users must; every operation once.
use strict; use warnings;
use SOAP::Lite; use HTTP::Tiny;
my $base = shift;
sub call {
  my ($service, $operation, @parts) = @_;
  my $soap = SOAP::Lite->proxy("$base/imtapp/ws/${service}Service")->ns("${service}ServiceEI", 'm')->on_action(sub { '""' })->autotype(0);
  $soap->serializer->register_ns("http://oracle.imt.service.ei/${service}ServiceEI.xsd", 'n');
  my $answer = $soap->call($operation, @parts);
  die "$operation: " . $answer->faultstring if $answer->fault;
  return $answer->result;
}
sub text { my ($name, $value) = @_; defined $value ? SOAP::Data->name($name => $value)->type('string') : SOAP::Data->name($name)->type('string')->value(undef) }
sub flag { my ($name, $value) = @_; SOAP::Data->name($name => defined $value ? ($value ? 'true' : 'false') : undef)->type('boolean') }
sub moment { my ($name, $value) = @_; SOAP::Data->name($name => $value)->type('dateTime') }
sub bean { my ($name, $bean, @fields) = @_; SOAP::Data->name($name => \SOAP::Data->value(@fields))->type("n:oracle_imt_service_data_$bean") }
sub none { my ($name, $bean) = @_; SOAP::Data->name($name)->type("n:oracle_imt_service_data_$bean")->value(undef) }
sub list { my ($name, $type, @items) = @_; SOAP::Data->name($name => \SOAP::Data->value(@items))->type('soapenc:Array')->attr({ 'soapenc:arrayType' => "$type\[" . @items . ']' }) }
sub attributes { my ($name, @pairs) = @_; list($name, 'n:oracle_imt_service_data_AdhocAttribute', map { bean('item', 'AdhocAttribute', text('name', $_->[0]), text('value', $_->[1])) } @pairs) }
sub strings { my ($name, @values) = @_; list($name, 'xsd:string', map { text('item', $_) } @values) }
sub person { my ($name, $first, $last, $address, $id) = @_; bean($name, 'ParticipantData', text('firstName', $first), text('lastName', $last), text('emailAddr', $address), text('userid', $id)) }
my $secret = 'MSJSJASDJJASDJASDASD=';
my $session = call('Authentication', 'createSession', text('param0', '12345'), text('param1', $secret), text('param2', 'SITE'))->{token};
sub properties { bean($_[0], 'TokenProperties', text('tokenPolicy', $_[1])) }
my $token = call('Authentication', 'requestToken', text('param0', '12345'), text('param1', $session), properties('param2', 'PRECONFERENCE'), none('param3', 'PolicyObject'))->{token};
my $tokens = call('Authentication', 'requestMultipleTokens', text('param0', '12345'), text('param1', $session), properties('param2', 'PRESENCE'),
  list('param3', 'n:oracle_imt_service_data_PolicyObject', bean('item', 'PolicyObject', attributes('policyArray', ['POLICY', 'REPORTING'])), bean('item', 'PolicyObject', attributes('policyArray', ['POLICY', 'PRESENCE']))));
my ($reporting, $presence) = map { $_->{token} } @$tokens;
my $post = call('Authentication', 'requestTokenForCredentials', bean('param0', 'CredentialObject', text('credentialType', 'PASSWORD'), text('entityType', 'SITE'), text('entityCredential', $secret), text('entityID', '12345')), properties('param1', 'POSTCONFERENCE'), none('param2', 'PolicyObject'))->{token};
call('Authentication', 'getTokenStatus', text('param0', '12345'), text('param1', $token));
sub credentials { (text('entityID', '12345'), text('entityToken', $_[0])) }
my $configuration = call('Configuration', 'getConfiguration', bean('param0', 'GetConfigurationRequest', credentials($session), text('namespace', 'rtc.application'), strings('properties', 'early_join_minutes', 'max_request_size')));
sub schedule { my ($operation, $title, $id) = @_;
  call('PreConference', $operation, bean('param0', 'ScheduleRequest', credentials($token), bean('scheduleOptions', 'ScheduleOptions',
    list('attendees', 'n:oracle_imt_service_data_ParticipantData', person('item', 'Bruno', 'Keller', 'bruno.keller@example.com', 'bruno.keller'), person('item', 'Wei', 'Chen', 'chen.wei@example.com', undef)),
    text('conferenceId', $id), flag('registeredUserOnly', 0), flag('publiclyListed', 0), flag('hostInvitedOnly', 0), flag('enrollmentRequired', 0),
    moment('startDate', '2030-01-15T14:00:00Z'), moment('endDate', '2030-01-15T16:00:00+01:00'), person('organizer', 'Alice', 'Adams', 'alice.adams@example.com', 'alice.adams'),
    flag('publishAttendees', 0), flag('sendEmailNotification', 0), text('siteId', '12345'), text('title', $title), attributes('adhocAttributes', ['MARK', '1']))))->{scheduleResult}{conferenceID} }
my $other = schedule('scheduleConference', 'From Perl & friends', undef);
call('PreConference', 'deleteConference', bean('param0', 'DeleteConferenceRequest', credentials($token), text('conferenceID', $other)));
my $id = schedule('scheduleConference', 'From Perl & friends', undef);
schedule('updateConference', 'Moved', $id);
my $listed = call('PreConference', 'listUpcomingConferences', bean('param0', 'UpcomingConferencesRequest', text('entityId', '12345'), text('entityToken', $token), text('userID', 'alice.adams'), moment('fromStartDate', '2030-01-01T00:00:00Z')));
HTTP::Tiny->new->get("$base/pass/10080");
my $playback = call('PostConference', 'getPlaybackURL', bean('param0', 'PlaybackURLRequest', credentials($post), text('conferenceID', $id)));
my $one = call('Presence', 'getPresence', text('param0', '12345'), text('param1', $presence), text('param2', 'bruno.keller@example.com'), text('param3', undef), flag('param4', 1));
my $bulk = call('Presence', 'getBulkPresence', bean('param0', 'BulkPresenceRequest', credentials($presence), strings('entityJIDs', 'alice.adams@example.com', 'nobody@example.org'), flag('allResources', 1)));
my @both = (flag('includeAttendees', 1), flag('includePlaybackURLDetails', 1));
my $came = call('Reporting', 'reportAttendeeList', bean('param0', 'AttendeeListRequest', credentials($reporting), text('conferenceID', $id)));
my $details = call('Reporting', 'reportFinishedConferenceDetails', bean('param0', 'FinishedConferenceDetailsRequest', credentials($reporting), text('conferenceID', $id), @both));
my $dated = call('Reporting', 'reportFinishedConferencesByDate', bean('param0', 'FinishedConferencesByDateRequest', credentials($reporting), moment('fromEndDate', '2030-01-01T00:00:00Z'), @both));
my $known = call('Reporting', 'reportFinishedConferencesByID', bean('param0', 'FinishedConferencesByIDRequest', credentials($reporting), strings('conferenceIDs', $id, '00000000'), @both));
call('Authentication', 'endSession', text('param0', '12345'), text('param1', $session));
sub count { my $value = shift; ref $value eq 'ARRAY' ? scalar @$value : ref $value ? 1 : 0 }
print join(' ', count($configuration->{properties}), $configuration->{properties}[0]{value}, count($listed->{conferenceDetails}), $playback->{statusCode}, $one->{userJID},
  count($bulk->{presentityStatusList}), count($came->{attendees}), $details->{conferenceDetails}{title}, count($dated->{conferenceDetailsList}), count($known->{conferenceDetailsList})), "\n";
