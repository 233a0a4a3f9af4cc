internal import SalesCore

/// What SES reports of a mail, as an event (`eventType`) or as a notification (`notificationType`).
///
/// Sources: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html and
/// https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html.
struct MailReport: Decodable {
    private struct Recipient: Decodable { let emailAddress: String }

    private struct Bounce: Decodable {
        let bounceType: String
        let bouncedRecipients: [Recipient]
    }

    private struct Complaint: Decodable {
        let complainedRecipients: [Recipient]
        let complaintFeedbackType: String?
    }

    private let type: String
    private let bounce: Bounce?
    private let complaint: Complaint?

    private enum CodingKeys: String, CodingKey { case eventType, notificationType, bounce, complaint }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        type =
            try values.decodeIfPresent(String.self, forKey: .eventType)
            ?? values.decode(String.self, forKey: .notificationType)
        bounce = try values.decodeIfPresent(Bounce.self, forKey: .bounce)
        complaint = try values.decodeIfPresent(Complaint.self, forKey: .complaint)
    }

    /// Whom it concerns.
    ///
    /// A bounce that may pass (`Transient`, `Undetermined`) concerns nobody, and so does a complaint that says the
    /// opposite (`not-spam`, RFC 5965 §7.3). What else there is (deliveries, delays, clicks) changes no address.
    func feedback(_ reference: String) -> [Feedback] {
        let found: (kind: Feedback.Kind, recipients: [Recipient])
        switch (type, bounce, complaint) {
        case ("Bounce", let bounce?, _) where bounce.bounceType == "Permanent":
            found = (.bounce, bounce.bouncedRecipients)
        case ("Complaint", _, let complaint?) where complaint.complaintFeedbackType != "not-spam":
            found = (.complaint, complaint.complainedRecipients)
        default: return []
        }
        // Mail is only sent to what MailAddress takes, so that another address is none of ours.
        return found.recipients.prefix(Self.maximumRecipients)
            .compactMap { try? MailAddress(mailbox: $0.emailAddress) }
            .map { Feedback(kind: found.kind, channel: .email, address: $0.address, reference: reference) }
    }

    /// SES sends one mail to 50 recipients at most.
    private static let maximumRecipients = 50
}
