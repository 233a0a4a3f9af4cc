internal import Foundation
internal import SalesCore

/// What a genuine message's text says about addresses.
enum CarrierReport {
    /// Whom a text concerns; nobody where it is no report that is known, such as the words that SES greets a topic with.
    static func feedback(_ text: String, reference: String) -> [Feedback] {
        let data = Data(text.utf8)
        guard data.first == UInt8(ascii: "{") else { return [] }
        let decoder = JSONDecoder()
        if let report = try? decoder.decode(MailReport.self, from: data) { return report.feedback(reference) }
        if let reply = try? decoder.decode(TextReply.self, from: data) { return reply.feedback(reference) }
        if let delivery = try? decoder.decode(TextDelivery.self, from: data) { return delivery.feedback(reference) }
        return []
    }
}
