# python3 zeep-client.py BASE: Python's zeep, driven by the simulator's own WSDLs; every operation once.
# zeep writes no xsi:type for rpc/encoded, which Apache SOAP servers want: the plugin adds it from zeep's own WSDL types.
import json, sys, urllib.request
from lxml import etree
from zeep import Client, Plugin, Transport, xsd

XSI, XSD = "http://www.w3.org/2001/XMLSchema-instance", "http://www.w3.org/2001/XMLSchema"
ENC = "http://schemas.xmlsoap.org/soap/encoding/"
base = sys.argv[1]


def qualified(element, namespace, name):
    prefix = next((p for p, uri in element.nsmap.items() if p and uri == namespace), None)
    return f"{prefix}:{name}"


class Offline(Transport):
    """The one schema that zeep would fetch from the network, as far as it is needed."""

    def load(self, url):
        if url.rstrip("/") != ENC.rstrip("/"):
            return super().load(url)
        return f'''<schema xmlns="{XSD}" xmlns:e="{ENC}" targetNamespace="{ENC}"><attribute name="arrayType" type="string"/>
<group name="Array"><sequence><any namespace="##any" minOccurs="0" maxOccurs="unbounded" processContents="lax"/></sequence></group>
<complexType name="Array"><group ref="e:Array" minOccurs="0"/></complexType></schema>'''.encode()


class Typed(Plugin):
    """Gives every part and accessor its xsi:type; arrays their items and arrayType."""

    def annotate(self, element, kind):
        if kind.name.startswith("ArrayOf"):
            element.set(f"{{{XSI}}}type", qualified(element, ENC, "Array"))
            of = self.client.get_type(f"{{{XSD}}}string") if kind.name == "ArrayOfString" else self.client.get_type(
                etree.QName(kind.qname.namespace, "oracle_imt_service_data_" + kind.name.rsplit("_", 1)[1]))
            element.set(f"{{{ENC}}}arrayType", f"{qualified(element, of.qname.namespace, of.name)}[{len(element)}]")
            for child in element:
                self.annotate(child, of)
            return
        element.set(f"{{{XSI}}}type", qualified(element, kind.qname.namespace, kind.name))
        fields = dict(kind.elements) if hasattr(kind, "elements") else {}
        for child in element:
            self.annotate(child, fields[etree.QName(child).localname].type)

    def egress(self, envelope, http_headers, operation, binding_options):
        call = envelope[-1][0]
        wide = etree.Element(call.tag, nsmap={**call.nsmap, "xsi": XSI, "xsd": XSD, "enc": ENC, "n": self.schema})
        wide.set("{http://schemas.xmlsoap.org/soap/envelope/}encodingStyle", ENC)
        for part in list(call):
            wide.append(part)
        envelope[-1].replace(call, wide)
        parts = dict(operation.input.body.type.elements)
        for part in wide:
            self.annotate(part, parts[etree.QName(part).localname].type)
        return envelope, http_headers


def open_service(name):
    plugin = Typed()
    client = Client(f"{base}/imtapp/ws/{name}Service?WSDL", plugins=[plugin], transport=Offline())
    plugin.client, plugin.schema = client, f"http://oracle.imt.service.ei/{name}ServiceEI.xsd"
    return client


def make_list(client, array, *values):
    """An array as zeep wants one: of its own array type."""
    service = client.service._binding.name.localname[:-7]
    return client.get_type(f"{{http://oracle.imt.service.ei/{service}.xsd}}{array}")(values)


A = "ArrayOfOracle_imt_service_data_"
secret = "MSJSJASDJJASDJASDASD="
auth = open_service("Authentication")
session = auth.service.createSession("12345", secret, "SITE")["token"]
properties = lambda policy: {"tokenPolicy": policy}
token = auth.service.requestToken("12345", session, properties("PRECONFERENCE"), xsd.Nil)["token"]
policies = [{"policyArray": make_list(auth, A + "AdhocAttribute", {"name": "POLICY", "value": each})} for each in ("REPORTING", "PRESENCE")]
auth.service.requestMultipleTokens("12345", session, properties("PRESENCE"), make_list(auth, A + "PolicyObject", *policies))
post = auth.service.requestTokenForCredentials({"credentialType": "PASSWORD", "entityType": "SITE", "entityCredential": secret, "entityID": "12345"}, properties("POSTCONFERENCE"), xsd.Nil)["token"]
reporting = auth.service.requestToken("12345", session, properties("REPORTING"), xsd.Nil)["token"]
presence = auth.service.requestToken("12345", session, properties("PRESENCE"), xsd.Nil)["token"]
auth.service.getTokenStatus("12345", token)
configure = open_service("Configuration")
configuration = configure.service.getConfiguration({"entityID": "12345", "entityToken": session, "namespace": "rtc.application", "properties": make_list(configure, "ArrayOfString", "early_join_minutes", "max_request_size")})
pre = open_service("PreConference")
person = lambda first, last, address, uid: {"firstName": first, "lastName": last, "emailAddr": address, "userid": uid}
as_ = lambda token, **rest: {"entityID": "12345", "entityToken": token, **rest}


def options(title, conference_id):
    return {"scheduleOptions": {"attendees": make_list(pre, A + "ParticipantData", person("Bruno", "Keller", "bruno.keller@example.com", "bruno.keller"), person("Wei", "Chen", "chen.wei@example.com", None)),
        "conferenceId": conference_id, "registeredUserOnly": False, "publiclyListed": False, "hostInvitedOnly": False, "enrollmentRequired": False,
        "startDate": "2030-01-15T14:00:00Z", "endDate": "2030-01-15T15:00:00Z", "organizer": person("Alice", "Adams", "alice.adams@example.com", "alice.adams"),
        "publishAttendees": False, "sendEmailNotification": False, "siteId": "12345", "title": title, "adhocAttributes": make_list(pre, A + "AdhocAttribute", {"name": "MARK", "value": "1"})}}


other = pre.service.scheduleConference(as_(token, **options("From zeep & friends", None)))["scheduleResult"]["conferenceID"]
pre.service.deleteConference(as_(token, conferenceID=other))
cid = pre.service.scheduleConference(as_(token, **options("From zeep & friends", None)))["scheduleResult"]["conferenceID"]
pre.service.updateConference(as_(token, **options("Moved", cid)))
listed = pre.service.listUpcomingConferences({"entityId": "12345", "entityToken": token, "userID": "alice.adams", "fromStartDate": "2030-01-01T00:00:00Z"})
urllib.request.urlopen(f"{base}/pass/10080").read()
playback = open_service("PostConference").service.getPlaybackURL(as_(post, conferenceID=cid))
seen = open_service("Presence")
one = seen.service.getPresence("12345", presence, "bruno.keller@example.com", xsd.Nil, True)
bulk = seen.service.getBulkPresence(as_(presence, entityJIDs=make_list(seen, "ArrayOfString", "alice.adams@example.com", "nobody@example.org"), allResources=True))
report = open_service("Reporting")
both = {"includeAttendees": True, "includePlaybackURLDetails": True}
came = report.service.reportAttendeeList(as_(reporting, conferenceID=cid))
details = report.service.reportFinishedConferenceDetails(as_(reporting, conferenceID=cid, **both))
dated = report.service.reportFinishedConferencesByDate(as_(reporting, fromEndDate="2030-01-01T00:00:00Z", **both))
known = report.service.reportFinishedConferencesByID(as_(reporting, conferenceIDs=make_list(report, "ArrayOfString", cid, "00000000"), **both))
auth.service.endSession("12345", session)
count = lambda array: 0 if array is None else len(array)
print(json.dumps([count(configuration["properties"]), count(listed["conferenceDetails"]), playback["statusCode"], one["userJID"],
    count(bulk["presentityStatusList"]), count(came["attendees"]), details["conferenceDetails"]["title"], count(dated["conferenceDetailsList"]), count(known["conferenceDetailsList"])]))
