internal import Crypto
public import Foundation

/// Writes what alerts say, for every kind of carrier.
///
/// Pure: no clock, no I/O. Everything that a page or a person wrote is made harmless first (``ForeignText``), then
/// escaped for where it goes. The HTML loads nothing but the product's picture, from where its page has it.
public enum MessageWriter {
    /// The message that tells an alert to a person.
    ///
    /// - Parameters:
    ///   - alert: What is told; its identifier becomes the message's.
    ///   - user: The person.
    ///   - now: When the message is made.
    ///   - zone: Whose clock times of day are written by.
    public static func message(for alert: Alert, to user: User, at now: Timestamp, zone: TimeZone = .gmt) -> Message {
        message(for: [alert], to: user, at: now, style: MessageStyle(zone: zone))
    }

    /// The message that tells several alerts to a person, or one.
    ///
    /// Several alerts of one product are told as one change, from the first to the last.
    /// - Parameters:
    ///   - alerts: What is told, at least one, all to this person over one channel.
    ///   - user: The person.
    ///   - now: When the message is made.
    ///   - style: How it is written for them.
    public static func message(for alerts: [Alert], to user: User, at now: Timestamp, style: MessageStyle) -> Message {
        let told = merged(alerts)
        let contents = told.map { MessageContent($0.facts, style: style) }
        let stopProduct = told.count == 1 ? style.stopLink(told[0].productID) : nil
        let stopAll = style.stopLink(nil)
        let ending = MessageEnding(product: stopProduct, all: stopAll, isDigest: told.count > 1)
        let isSingle = told.count == 1
        return Message(
            id: identifier(of: alerts),
            recipient: user,
            subject: isSingle ? MessageText.subject(contents[0]) : DigestText.subject(contents),
            text: isSingle ? MessageText.text(contents[0], ending) : DigestText.text(contents, ending),
            html: isSingle ? MessageHTML.page(contents[0], ending) : DigestText.html(contents, ending),
            short: isSingle
                ? ShortText.write(told[0].facts, content: contents[0], style: style) : DigestText.short(contents),
            facts: told.map(\.facts),
            unsubscribeURL: stopProduct ?? stopAll,
            createdAt: now
        )
    }

    /// One alert of each product, in the order of their first ones.
    private static func merged(_ alerts: [Alert]) -> [(productID: ProductID, facts: Alert.Facts)] {
        var told: [(productID: ProductID, facts: Alert.Facts)] = []
        for alert in alerts {
            guard let index = told.firstIndex(where: { $0.productID == alert.productID }) else {
                told.append((alert.productID, alert.facts))
                continue
            }
            let former = told[index].facts
            told[index].facts = alert.facts
            // A drop is one from above, whatever another alert tells of before.
            guard alert.facts.kind != .drop || alert.facts.isDrop(from: former.change.before.price) else { continue }
            told[index].facts.change.before = former.change.before
            told[index].facts.change.oldLastReadAt = former.change.oldLastReadAt
        }
        return told
    }

    /// The alert's own identifier, or one made of all of several: another set of alerts is another message.
    private static func identifier(of alerts: [Alert]) -> Alert.ID {
        guard alerts.count > 1 else { return alerts[0].id }
        let all = alerts.map(\.id.rawValue).sorted().joined(separator: " ")
        return Alert.ID(rawValue: SHA256.hash(data: Data(all.utf8)).prefix(16).hexadecimal)
    }
}

extension Alert.Facts {
    /// Whether its price is lower than another.
    fileprivate func isDrop(from price: Money?) -> Bool {
        guard let price, let now = change.after.price else { return false }
        return now.isLess(than: price)
    }
}
