internal import SalesCore

/// What SNS logs of a text message that was not delivered, where the log is sent on to a topic.
///
/// Source: https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html.
struct TextDelivery: Decodable {
    private struct Delivery: Decodable {
        let destination: String
        let providerResponse: String
    }

    private let delivery: Delivery
    private let status: String

    /// Whom it concerns: whoever has opted out, and numbers that do not exist.
    ///
    /// All other failures may pass.
    func feedback(_ reference: String) -> [Feedback] {
        guard status == "FAILURE", let number = PhoneNumber(delivery.destination) else { return [] }
        let kind: Feedback.Kind
        switch delivery.providerResponse {
        case "Phone number is opted out": kind = .stop
        case "Invalid phone number": kind = .bounce
        default: return []
        }
        return [Feedback(kind: kind, channel: .sms, address: number.text, reference: reference)]
    }
}
