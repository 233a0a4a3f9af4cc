/// What a person gives to be told about prices, checked.
public struct SignUp: Hashable, Sendable {
    /// Why a sign-up cannot be taken, as a sentence for the person; the same whoever is known already.
    public struct Invalid: Error, Hashable, Sendable, CustomStringConvertible {
        /// What is wrong, without what was given.
        public let description: String
    }

    /// The e-mail address.
    public let email: String?
    /// The phone number.
    public let phone: String?
    /// The first name, harmless in one line.
    public let firstName: String?
    /// The last name, harmless in one line.
    public let lastName: String?
    /// How they want to be told.
    public let settings: User.Settings

    /// A sign-up with at least one address.
    ///
    /// - Throws: ``Invalid`` for a mail address that servers read differently (``MailAddress``), a number that is not in
    ///   E.164 form (``PhoneNumber``), a name longer than ``maximumNameLength``, or no address at all.
    public init(
        email: String? = nil,
        phone: String? = nil,
        firstName: String? = nil,
        lastName: String? = nil,
        settings: User.Settings = User.Settings()
    ) throws(Invalid) {
        guard email != nil || phone != nil else {
            throw Invalid(description: "An e-mail address or a phone number is needed.")
        }
        self.email = try email.map(Self.checkedEmail)
        self.phone = try phone.map(Self.checkedPhone)
        self.firstName = try Self.checkedName(firstName, "first")
        self.lastName = try Self.checkedName(lastName, "last")
        self.settings = settings
    }

    /// The longest name, in Unicode scalars.
    public static let maximumNameLength = 100

    /// The addresses by channel, mail first.
    var addresses: [(channel: Channel, address: String)] {
        [(Channel.email, email), (Channel.sms, phone)].compactMap { pair in pair.1.map { (pair.0, $0) } }
    }

    /// The row of a person who is new.
    func draft(at now: Timestamp) -> User.New {
        User.New(
            email: email,
            firstName: firstName,
            lastName: lastName,
            phone: phone,
            settings: settings,
            createdAt: now
        )
    }

    /// The mail address in the form that is kept; see ``init(email:phone:firstName:lastName:settings:)``.
    public static func checkedEmail(_ text: String) throws(Invalid) -> String {
        do {
            return try MailAddress(text).address
        } catch {
            throw Invalid(description: error.description)
        }
    }

    /// The number in the form that is kept; see ``init(email:phone:firstName:lastName:settings:)``.
    public static func checkedPhone(_ text: String) throws(Invalid) -> String {
        guard let number = PhoneNumber(text) else {
            throw Invalid(
                description:
                    "A phone number is + and 2 to 15 digits with the country's code first, as in +447700900123."
            )
        }
        return number.text
    }

    /// A name as it is kept, nil for an empty one; see ``init(email:phone:firstName:lastName:settings:)``.
    public static func checkedName(_ text: String?, _ which: String) throws(Invalid) -> String? {
        guard let text else { return nil }
        let name = ForeignText.line(text, limit: maximumNameLength + 1)
        guard name.unicodeScalars.count <= maximumNameLength else {
            throw Invalid(description: "The \(which) name is longer than \(maximumNameLength) characters.")
        }
        return name.isEmpty ? nil : name
    }
}
