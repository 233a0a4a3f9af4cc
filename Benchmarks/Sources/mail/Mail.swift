import Foundation
import SalesCore
import SalesCurl
import SalesNotify

/// Hands over mails as fast as it goes, by SalesNotify's public door; the campaign mail_speed runs it.
///
///     mail PORT COUNT CONCURRENCY PER_CONNECTION [AUTHORITIES USER PASSWORD]
///
/// With authorities over STARTTLS and a login. Prints one JSON line.
@main
struct Mail {
    static func main() async throws {
        let words = CommandLine.arguments
        guard [5, 8].contains(words.count), let port = Int(words[1]), let count = Int(words[2]),
            let concurrency = Int(words[3]), let perConnection = Int(words[4])
        else { throw Usage() }
        let isProtected = words.count == 8
        let notifier = try SMTPNotifier(
            server: SMTPServer(
                host: "127.0.0.1",
                port: port,
                security: isProtected ? .startTLS : .none,
                user: isProtected ? words[6] : nil,
                password: isProtected ? words[7] : nil
            ),
            from: "Sales Tracker <alerts@tracker.example>",
            mail: CurlMail(
                authorities: isProtected ? CertificateAuthorities(file: words[5]) : .system,
                messagesPerConnection: perConnection
            )
        )
        var random = RandomSource.system
        let messages = try (1...max(1, count)).map { try message($0, &random) }
        let clock = ContinuousClock()
        let begin = clock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, message) in messages.enumerated() {
                if number >= concurrency { try await group.next() }
                group.addTask { _ = try await notifier.send(message) }
            }
            try await group.waitForAll()
        }
        let seconds = (clock.now - begin) / .seconds(1)
        print(#"{"messages": \#(messages.count), "seconds": \#(seconds)}"#)
    }

    struct Usage: Error, CustomStringConvertible {
        let description = "usage: mail PORT COUNT CONCURRENCY PER_CONNECTION [AUTHORITIES USER PASSWORD]"
    }

    /// An alert as the tracker writes it.
    private static func message(_ number: Int, _ random: inout RandomSource) throws -> Message {
        guard let currency = Currency(code: "GBP") else { throw Usage() }
        let now = Timestamp(milliseconds: 1_772_366_400_000)
        let (before, after) = (
            Money(minorUnits: 49_99, currency: currency), Money(minorUnits: 39_99, currency: currency)
        )
        let alert = Alert(
            id: .random(using: &random),
            userID: .local,
            productID: ProductID(rawValue: 1),
            eventID: PriceEventID(rawValue: 1),
            channel: .email,
            facts: Alert.Facts(
                kind: .drop,
                productName: "Kettle \(number)",
                url: try PageURL("https://shop.example/products/\(number)"),
                rule: .anyDrop,
                reference: before,
                change: PriceEvent.Change(
                    before: PriceEvent.Side(price: before, availability: .inStock),
                    after: PriceEvent.Side(price: after, availability: .inStock),
                    oldLastReadAt: now - .seconds(60),
                    seenAt: now - .seconds(20),
                    confirmedAt: now - .seconds(5)
                )
            ),
            nextAttemptAt: now,
            createdAt: now
        )
        let person = User(id: .local, email: "ann@example.org", createdAt: now)
        var message = MessageWriter.message(for: alert, to: person, at: now)
        message.unsubscribeURL = try PageURL("https://tracker.example/unsubscribe/\(alert.id)")
        return message
    }
}
