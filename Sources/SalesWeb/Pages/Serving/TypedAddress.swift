import SalesCore

/// An e-mail address or a phone number that somebody typed into one field, in the form that is kept.
///
/// Pure.
struct TypedAddress: Hashable, Sendable {
    /// Why a text is neither.
    struct Refused: Error, Hashable, Sendable {
        /// What is wrong, for the person who typed it.
        let words: String
    }

    let channel: Channel
    let address: String

    /// The address of a text.
    ///
    /// - Parameters:
    ///   - text: what was typed; nil for nothing.
    ///   - hasTexts: whether text messages can be sent.
    init(_ text: String?, hasTexts: Bool) throws(Refused) {
        guard let text else {
            throw Refused(words: hasTexts ? "Give your e-mail address or phone number." : "Give your e-mail address.")
        }
        let isMail = text.contains("@") || !hasTexts
        channel = isMail ? .email : .sms
        do throws(SignUp.Invalid) {
            address = try isMail ? SignUp.checkedEmail(text) : SignUp.checkedPhone(Self.number(text))
        } catch {
            throw Refused(words: error.description)
        }
    }

    /// A phone number without what people write between its digits.
    ///
    /// A `(0)` stays, and is refused: whether it belongs to the number would be guessing.
    static func number(_ text: String) -> String { text.filter { !$0.isWhitespace && $0 != "-" } }
}
