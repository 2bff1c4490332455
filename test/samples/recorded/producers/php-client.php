<?php
// php php-client.php BASE: PHP's SoapClient, driven by the simulator's own WSDLs; every operation once.
$base = $argv[1];
$open = fn($service) => new SoapClient("$base/imtapp/ws/{$service}Service?WSDL", ['cache_wsdl' => WSDL_CACHE_NONE]);
$auth = $open('Authentication');
$session = $auth->createSession('12345', 'MSJSJASDJJASDJASDASD=', 'SITE')->token;
$properties = fn($policy) => ['tokenPolicy' => $policy, 'tokenAttributes' => []];
$token = $auth->requestToken('12345', $session, $properties('PRECONFERENCE'), null)->token;
[$reporting, $presence] = array_map(fn($each) => $each->token, $auth->requestMultipleTokens('12345', $session, $properties('PRESENCE'),
    [['policyArray' => [['name' => 'POLICY', 'value' => 'REPORTING']]], ['policyArray' => []]]));
$post = $auth->requestTokenForCredentials(['credentialType' => 'PASSWORD', 'entityType' => 'SITE',
    'entityCredential' => 'MSJSJASDJJASDJASDASD=', 'entityID' => '12345'], $properties('POSTCONFERENCE'), null)->token;
$auth->getTokenStatus('12345', $token);
$as = fn($token, $rest) => ['entityID' => '12345', 'entityToken' => $token] + $rest + ['adhocAttributes' => []];
$configuration = $open('Configuration')->getConfiguration(['entityID' => '12345', 'entityToken' => $session, 'namespace' => 'rtc.application',
    'properties' => ['early_join_minutes', 'max_request_size'], 'adhocAttribute' => []]);
$pre = $open('PreConference');
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
$other = $pre->scheduleConference($as($token, ['scheduleOptions' => $options]))->scheduleResult->conferenceID;
$pre->deleteConference($as($token, ['conferenceID' => $other]));
$id = $pre->scheduleConference($as($token, ['scheduleOptions' => $options]))->scheduleResult->conferenceID;
$pre->updateConference($as($token, ['scheduleOptions' => ['conferenceId' => $id, 'title' => 'Moved'] + $options]));
$list = $pre->listUpcomingConferences(['entityId' => '12345', 'entityToken' => $token, 'userID' => 'alice.adams',
    'registeredUserOny' => null, 'publiclyListed' => null, 'hostInvitedOnly' => null,
    'fromStartDate' => '2030-01-01T00:00:00Z', 'toStartDate' => null, 'adhocAttrributes' => []]);
file_get_contents("$base/pass/10080");
$playback = $open('PostConference')->getPlaybackURL($as($post, ['conferenceID' => $id, 'includeConferenceKey' => null]));
$seen = $open('Presence');
$one = $seen->getPresence('12345', $presence, 'bruno.keller@example.com', null, true);
$bulk = $seen->getBulkPresence($as($presence, ['entityJIDs' => ['alice.adams@example.com', 'nobody@example.org'], 'resources' => null, 'allResources' => true]));
$report = $open('Reporting');
$both = ['includeAttendees' => true, 'includePlaybackURLDetails' => true];
$came = $report->reportAttendeeList($as($reporting, ['conferenceID' => $id]));
$details = $report->reportFinishedConferenceDetails($as($reporting, ['conferenceID' => $id] + $both));
$dated = $report->reportFinishedConferencesByDate($as($reporting, ['fromEndDate' => '2030-01-01T00:00:00Z', 'toEndDate' => null] + $both));
$known = $report->reportFinishedConferencesByID($as($reporting, ['conferenceIDs' => [$id, '00000000']] + $both));
$auth->endSession('12345', $session);
echo json_encode([count($configuration->properties), $configuration->properties[0]->value, count($list->conferenceDetails), $playback->statusCode,
    $one->userJID, count($bulk->presentityStatusList), count($came->attendees), $details->conferenceDetails->title,
    count($dated->conferenceDetailsList), count($known->conferenceDetailsList)]), "\n";
