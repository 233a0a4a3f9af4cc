import SalesCore

/// What a body says of a person: addresses, names, how they want to be told, each checked by itself.
struct PersonMembers {
    var email: String??
    var phone: String??
    var firstName: String??
    var lastName: String??
    var settings: User.Settings?

    static let names = ["email", "phone", "first_name", "last_name", "settings"]

    /// Reads them; what is wrong is said to the members.
    ///
    /// - Parameter old: how the person is told so far: settings that are not named stay.
    init(_ members: inout BodyMembers, over old: User.Settings = User.Settings()) {
        email = Self.checked("email", &members, SignUp.checkedEmail)
        phone = Self.checked("phone", &members, SignUp.checkedPhone)
        firstName = Self.name("first_name", "first", &members)
        lastName = Self.name("last_name", "last", &members)
        let said = members.members("settings", known: SettingMembers.names) { SettingMembers.settings(&$0, over: old) }
        if let said { settings = said ?? User.Settings() }
    }

    /// An address on a channel, for a body that names one person by one: exactly one of `email` and `phone`.
    static func address(_ members: inout BodyMembers) -> (channel: Channel, address: String)? {
        let email: String? = checked("email", &members, SignUp.checkedEmail) ?? nil
        let phone: String? = checked("phone", &members, SignUp.checkedPhone) ?? nil
        switch (email, phone) {
        case (let email?, nil): return (channel: .email, address: email)
        case (nil, let phone?): return (channel: .sms, address: phone)
        case (nil, nil):
            if members.faults.isEmpty { members.fault("email", "An e-mail address or a phone number is needed.") }
        default: members.fault("phone", "Name one address: an e-mail address or a phone number.")
        }
        return nil
    }

    private static func checked(
        _ name: String,
        _ members: inout BodyMembers,
        _ check: (String) throws(SignUp.Invalid) -> String
    ) -> String?? {
        guard let said = members.text(name) else { return nil }
        guard let text = said else { return .some(nil) }
        do throws(SignUp.Invalid) {
            return try check(text)
        } catch {
            members.fault(name, error.description)
            return nil
        }
    }

    private static func name(_ name: String, _ which: String, _ members: inout BodyMembers) -> String?? {
        guard let said = members.text(name) else { return nil }
        // Before what a line has no room for is taken out of it: what is sent is held to the limit.
        if let said, said.unicodeScalars.count > SignUp.maximumNameLength {
            members.fault(name, "The \(which) name is longer than \(SignUp.maximumNameLength) characters.")
            return nil
        }
        do throws(SignUp.Invalid) {
            // An empty name is none.
            return .some(try SignUp.checkedName(said, which))
        } catch {
            members.fault(name, error.description)
            return nil
        }
    }
}

/// How a person wants to be told, as a body says it: `null` takes a setting back.
enum SettingMembers {
    static let names = ["locale", "zone", "quiet_hours", "digest_at", "daily_cap"]

    /// The settings, those that are not named as they were; nil where one of them is wrong, which is said.
    static func settings(_ members: inout BodyMembers, over old: User.Settings) -> User.Settings? {
        var locale = old.locale
        if let said = members.text("locale") { locale = said }
        if let locale, User.Settings(locale: locale) == nil {
            members.fault("locale", "This is a tag of a language, as en-GB.")
        }
        var zone = old.zone
        if let said = members.text("zone") { zone = said }
        // Also one that was set before, and that this machine does not know.
        if let zone, User.Settings(zone: zone) == nil {
            members.fault("zone", "This is the name of a time zone, as Europe/London.")
        }
        var quietHours = old.quietHours
        if let said = members.members("quiet_hours", known: ["start", "end"], read: hours) { quietHours = said }
        var digestAt = old.digestAt
        if let said = members.number("digest_at") { digestAt = said }
        if let digestAt, User.Settings(digestAt: digestAt) == nil {
            members.fault("digest_at", "This is a minute of the day, from 0 to 1439.")
        }
        var dailyCap = old.dailyCap
        if let said = members.number("daily_cap") { dailyCap = said }
        if let dailyCap, User.Settings(dailyCap: dailyCap) == nil {
            members.fault("daily_cap", "This is a number from 1 to \(User.Settings.maximumDailyCap).")
        }
        return User.Settings(
            locale: locale,
            zone: zone,
            quietHours: quietHours,
            digestAt: digestAt,
            dailyCap: dailyCap
        )
    }

    private static func hours(_ members: inout BodyMembers) -> QuietHours? {
        let start: Int? = members.number("start") ?? nil
        let end: Int? = members.number("end") ?? nil
        if let start, let end, let hours = QuietHours(start: start, end: end) { return hours }
        if members.faults.isEmpty {
            members.fault("start", "Quiet hours are two different minutes of the day, from 0 to 1439: start and end.")
        }
        return nil
    }
}
