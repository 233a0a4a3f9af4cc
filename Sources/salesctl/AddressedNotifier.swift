import SalesCore

/// Gives the person at the keyboard the address that the configuration names; whoever runs the program proved it theirs.
///
/// A word about the account keeps its own address, which it is to prove.
struct AddressedNotifier: Notifier {
    let inner: any Notifier
    let recipient: User

    var channel: Channel { inner.channel }

    func send(_ message: Message) async throws(NotifyError) -> Receipt {
        var addressed = message
        if message.recipient.id == recipient.id, !message.facts.isEmpty {
            addressed.recipient.email = recipient.email
            addressed.recipient.phone = recipient.phone
        }
        return try await inner.send(addressed)
    }
}
