extension SettingKey {
    /// Those of what carries messages at Amazon.
    static let amazon: [SettingKey] = [
        SettingKey(
            name: "notify.email.carrier",
            kind: .choice(["smtp", "ses"]),
            help: "What carries mail: a mail server, or Amazon SES; smtp."
        ),
        SettingKey(name: "notify.ses.region", kind: .text, help: "The region of Amazon SES; AWS_REGION, if not given."),
        SettingKey(
            name: "notify.ses.from",
            kind: .text,
            help: "The sender's address, which SES has verified; the recipient's, if not given."
        ),
        SettingKey(
            name: "notify.ses.configuration_set",
            kind: .text,
            help: "The configuration set that decides where SES reports bounces."
        ),
        SettingKey(
            name: "notify.ses.endpoint",
            kind: .text,
            help: "The URL of SES, where it is not the region's own: a VPC endpoint."
        ),
        SettingKey(name: "notify.sms.to", kind: .text, help: "Your telephone number, as +4915112345678."),
        SettingKey(name: "notify.sns.region", kind: .text, help: "The region of Amazon SNS; AWS_REGION, if not given."),
        SettingKey(
            name: "notify.sns.sender_id",
            kind: .text,
            help: "The name that text messages come from, where the country allows one: 3 to 11 letters and digits."
        ),
        SettingKey(
            name: "notify.sns.maximum_price",
            kind: .whole(1...10_000),
            help: "The most that one text message may cost, in US cents; the account's own limit, if not given."
        ),
        SettingKey(
            name: "notify.sns.endpoint",
            kind: .text,
            help: "The URL of SNS, where it is not the region's own: a VPC endpoint."
        ),
        SettingKey(
            name: "feedback.topics",
            kind: .list(nil),
            help: "The SNS topics, by ARN, whose reports of bounces, complaints and STOP `serve` believes; none."
        ),
    ]
}
