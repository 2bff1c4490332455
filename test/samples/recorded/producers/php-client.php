<?php
// php php-client.php BASE: PHP's SoapClient, driven by the simulator's own WSDL.
$base = $argv[1];
$options = ['cache_wsdl' => WSDL_CACHE_NONE];
$auth = new SoapClient("$base/imtapp/ws/AuthenticationService?WSDL", $options);
$session = $auth->createSession('12345', 'MSJSJASDJJASDJASDASD=', 'SITE');
$token = $auth->requestToken('12345', $session->token, ['tokenPolicy' => 'PRECONFERENCE', 'tokenAttributes' => []], null)->token;
$pre = new SoapClient("$base/imtapp/ws/PreConferenceService?WSDL", $options);
$person = fn($first, $last, $address, $id) =>
    ['firstName' => $first, 'lastName' => $last, 'emailAddr' => $address, 'userguid' => null, 'userid' => $id, 'adhocAttributes' => []];
$options = [
    'attendees' => [$person('Bruno', 'Keller', 'bruno.keller@example.com', 'bruno.keller'), $person('Wei', 'Chen', 'chen.wei@example.com', null)],
    'conferenceId' => null, 'description' => 'PHP', 'registeredUserOnly' => false, 'publiclyListed' => false,
    'hostInvitedOnly' => false, 'enrollmentRequired' => false, 'dialinInfo' => null,
    'startDate' => '2030-01-15T14:00:00.000Z', 'endDate' => '2030-01-15T15:00:00.000Z',
    'organizer' => $person('Alice', 'Adams', 'alice.adams@example.com', 'alice.adams'), 'conferenceKey' => 'k7',
    'publishAttendees' => false, 'sendEmailNotification' => false, 'siteId' => '12345', 'title' => 'From PHP & friends',
    'adhocAttributes' => [['name' => 'MARK', 'value' => '1']],
];
$request = ['entityID' => '12345', 'entityToken' => $token, 'scheduleOptions' => $options, 'adhocAttributes' => []];
$made = $pre->scheduleConference($request);
$id = $made->scheduleResult->conferenceID;
$request['scheduleOptions']['conferenceId'] = $id;
$request['scheduleOptions']['title'] = 'Moved';
$updated = $pre->updateConference($request);
$list = $pre->listUpcomingConferences(['entityId' => '12345', 'entityToken' => $token, 'userID' => 'alice.adams',
    'registeredUserOny' => null, 'publiclyListed' => null, 'hostInvitedOnly' => null,
    'fromStartDate' => '2030-01-01T00:00:00Z', 'toStartDate' => null, 'adhocAttrributes' => []]);
$deleted = $pre->deleteConference(['entityID' => '12345', 'entityToken' => $token, 'conferenceID' => $id, 'adhocAttributes' => []]);
echo "made {$made->statusCode} updated {$updated->statusCode} listed ", count($list->conferenceDetails), " deleted {$deleted->statusCode}\n";
