internal import HTTPTypes
internal import Hummingbird
import SalesCore

/// The first page, and signing up on it.
struct HomePages: Sendable {
    private let accounts: Accounts
    private let pages: PageMaker
    private let address: PassingCookie
    private let hasTexts: Bool
    private let websites: [String]

    init(_ parts: WebParts, _ pages: PageMaker, _ cookie: SessionCookie) {
        accounts = parts.accounts
        self.pages = pages
        address = .address(beside: cookie)
        hasTexts = parts.tracker.notifiers[.sms] != nil
        websites = parts.tracker.adapters.known.prefix(Self.maximumNames).map(\.title)
    }

    /// The routes; without any to sign up by where the service is one person's own.
    func all() -> [Route] {
        let home = [Route(.get, "/", for: .open, kind: .page) { request in page(request) }]
        guard !pages.settings.isPrivate else { return home }
        return home + [
            Route(.post, "/sign-up", for: .open, kind: .page) { request in try await signUp(request) },
            Route(.get, "/sign-up/sent", for: .open, kind: .page) { request in sent(request) },
        ]
    }

    private func page(
        _ request: WebRequest,
        form: FormFields? = nil,
        faults: AccountFaults = AccountFaults()
    ) -> WebAnswer {
        let isStranger = request.caller == .anybody
        let closed = HomeView.Closed(pages.settings)
        let view = HomeView(
            page: pages.frame("Know when the price falls", for: request),
            isSignedIn: !isStranger,
            signUp: isStranger && closed == nil ? HomeView.SignUpForm(form, faults, hasTexts: hasTexts) : nil,
            closed: isStranger ? closed : nil,
            picture: nil,
            websites: websites
        )
        var answer = pages.page(.home, view, status: form == nil ? .ok : faults.status)
        answer.fields.append(contentsOf: faults.fields)
        return answer
    }

    /// Takes a sign-up; what comes of it is told to its addresses alone.
    private func signUp(_ request: WebRequest) async throws -> WebAnswer {
        if let closed = HomeView.Closed(pages.settings) { throw Problem(.registrationClosed, closed.text) }
        guard request.caller == .anybody else { return pages.done(nil, then: "/products") }
        let form = try await request.form()
        var faults = AccountFaults()
        guard let signUp = read(form, &faults) else { return page(request, form: form, faults: faults) }
        do throws(AccountError) {
            try await accounts.signUp(signUp, from: request.countedClient)
        } catch {
            return page(request, form: form, faults: try AccountFaults(error, at: request.now))
        }
        let isMailed = signUp.email != nil && accounts.links != nil
        var answer = pages.done(nil, then: isMailed ? "/sign-up/sent" : "/verify")
        if let coded = signUp.phone ?? (isMailed ? nil : signUp.email) { answer.fields.append(address.field(coded)) }
        return answer
    }

    private func read(_ form: FormFields, _ faults: inout AccountFaults) -> SignUp? {
        let email = faults.checked("email", form.filled("email"), SignUp.checkedEmail)
        let number = hasTexts ? form.filled("phone").map(TypedAddress.number) : nil
        let phone = faults.checked("phone", number, SignUp.checkedPhone)
        let firstName = faults.name("first_name", "first", in: form)
        let lastName = faults.name("last_name", "last", in: form)
        if email == nil, phone == nil, faults.isEmpty {
            faults.note(hasTexts ? "Give an e-mail address or a phone number." : "Give an e-mail address.")
        }
        guard faults.isEmpty else { return nil }
        do throws(SignUp.Invalid) {
            return try SignUp(email: email, phone: phone, firstName: firstName, lastName: lastName)
        } catch {
            faults.note(error.description)
            return nil
        }
    }

    private func sent(_ request: WebRequest) -> WebAnswer {
        var view = MessageView.signUpSent(pages.frame("Look into your mail", for: request))
        if address.text(in: request.sentFields) != nil {
            view.hasLinks = true
            view.links = [PageFact(name: "Type the code of the text message", value: "/verify")]
        }
        return pages.page(.message, view)
    }

    /// As many names of websites as the page has room for.
    private static let maximumNames = 24
}

extension WebsiteAdapters {
    /// What people are told of those that know a website or a platform.
    var known: [WebsiteAbout] { all.filter { !($0 is GenericWebsite) }.map(\.about) }
}

extension WebRequest {
    /// The fields that came with it.
    var sentFields: HTTPFields { request.headers }
}
