import SalesAWS
import SalesCore

/// What carries messages at Amazon, as the settings' texts name it.
extension AppSettings {
    /// Mail through Amazon SES.
    struct SES: Sendable {
        var service: AWSService
        var sender: MailAddress
        var to: String
        var configurationSet: String?
    }

    /// Text messages through Amazon SNS.
    struct SNS: Sendable {
        var service: AWSService
        var to: PhoneNumber
        var options: SNSTextNotifier.Options
    }

    /// The environment's words on AWS and the home folder, as its credentials are found by; never shown.
    struct AWSEnvironment: Sendable, CustomStringConvertible, CustomReflectable {
        let variables: [String: String]
        let homeFolder: String

        init(_ environment: [String: String]) {
            variables = environment.filter { $0.key.hasPrefix("AWS_") }
            homeFolder = XDGFolder.home(environment)
        }

        var description: String { "AWS's variables" }
        var customMirror: Mirror { Mirror(self, children: [:]) }
    }

    /// Mail through SES; nil where another carrier has it.
    static func ses(_ read: SettingReader, _ environment: AWSEnvironment) throws(CommandFailure) -> SES? {
        guard try read.text("notify.email.carrier")?.lowercased() == "ses" else { return nil }
        guard let to = try read.text("notify.email.to") else {
            throw read.origins.failure(
                "notify.email.carrier",
                "is ses, but notify.email.to is not set: to whom shall mail go?"
            )
        }
        do {
            _ = try MailAddress(to)
        } catch {
            throw read.origins.failure("notify.email.to", "cannot be used. \(error)")
        }
        let region = try region("notify.ses.region", read, environment)
        guard let service = AWSService.mail(in: region, endpoint: try endpoint("notify.ses.endpoint", read)) else {
            throw read.origins.failure("notify.ses.region", "is no region of AWS.")
        }
        return SES(
            service: service,
            sender: try sender(read, standard: to),
            to: to,
            configurationSet: try read.text("notify.ses.configuration_set")
        )
    }

    /// Text messages through SNS; nil where no number is named.
    static func sns(_ read: SettingReader, _ environment: AWSEnvironment) throws(CommandFailure) -> SNS? {
        guard let text = try read.text("notify.sms.to") else { return nil }
        guard let number = PhoneNumber(text) else {
            throw read.origins.failure(
                "notify.sms.to",
                "is no telephone number: write it with +, country and number, as in +4915112345678, without spaces."
            )
        }
        let region = try region("notify.sns.region", read, environment)
        let options = SNSTextNotifier.Options(
            senderID: try read.text("notify.sns.sender_id"),
            maximumPriceCents: try read.whole("notify.sns.maximum_price")
        )
        guard let options else {
            throw read.origins.failure(
                "notify.sns.sender_id",
                "cannot be used: it has 3 to 11 letters and digits, and one letter at least."
            )
        }
        let endpoint = try endpoint("notify.sns.endpoint", read)
        guard let service = AWSService.notifications(in: region, endpoint: endpoint) else {
            throw read.origins.failure("notify.sns.region", "is no region of AWS.")
        }
        return SNS(service: service, to: number, options: options)
    }

    /// The topics of SNS whose reports are believed.
    static func topics(_ read: SettingReader) throws(CommandFailure) -> Set<SNSTopic> {
        var topics: Set<SNSTopic> = []
        for text in try read.list("feedback.topics") ?? [] {
            guard let topic = SNSTopic(arn: text) else {
                throw read.origins.failure(
                    "feedback.topics",
                    "names “\(PlainText.cut(text, to: shownLength))”, which is no topic: write its ARN, as "
                        + "arn:aws:sns:eu-central-1:123456789012:reports."
                )
            }
            topics.insert(topic)
        }
        return topics
    }

    /// How much of a text that is no ARN is repeated.
    private static let shownLength = 60

    /// Text messages through SNS, which a channel needs.
    func textService() throws(CommandFailure) -> SNS {
        guard let sns else { throw origins.failure("notify.channels", "names sms, but notify.sms.to is not set.") }
        return sns
    }

    private static func region(
        _ key: String,
        _ read: SettingReader,
        _ environment: AWSEnvironment
    ) throws(CommandFailure) -> AWSRegion {
        let variables = environment.variables
        guard let text = try read.text(key) ?? variables["AWS_REGION"] ?? variables["AWS_DEFAULT_REGION"] else {
            throw read.origins.failure(
                key,
                "is not set, nor is AWS_REGION: in which region of AWS, such as eu-central-1?"
            )
        }
        guard let region = AWSRegion(text) else {
            throw read.origins.failure(key, "is no region of AWS; those are written like eu-central-1.")
        }
        return region
    }

    private static func endpoint(_ key: String, _ read: SettingReader) throws(CommandFailure) -> PageURL? {
        guard let text = try read.text(key) else { return nil }
        return try url(text, of: key, read.origins)
    }

    private static func sender(_ read: SettingReader, standard: String) throws(CommandFailure) -> MailAddress {
        let text = try read.text("notify.ses.from") ?? standard
        do {
            return try MailAddress(mailbox: text)
        } catch {
            throw read.origins.failure("notify.ses.from", "cannot be used. \(error)")
        }
    }
}
