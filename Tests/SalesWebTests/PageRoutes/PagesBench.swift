import HTTPTypes
import SalesCore
import SalesTesting
import Synchronization
import Testing

@testable import SalesWeb

/// The service with its pages, as browsers see it.
struct PagesBench: Sendable {
    var people = PeopleBench()

    var store: MemoryStore { people.store }
    var clock: ManualClock { people.clock }

    /// The installation of one person.
    static var ofOnePerson: PagesBench {
        var bench = PagesBench()
        bench.people.web.settings.isPrivate = true
        bench.people.web.settings.registration = .closed
        return bench
    }

    /// Asks a route, without a network, of a service that was asked nothing before.
    func ask(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ fields: HTTPFields = [:],
        body: String? = nil
    ) async throws -> WebBench.Answer {
        try await people.ask(method, path, fields, body: body)
    }

    /// Brings the letters out, and answers the path of the link in the mail that came last.
    ///
    /// - Parameter room: `v` for a link that proves an address, `s` for one that signs in.
    func link(_ room: String) async throws -> String {
        let secret = try await people.secret(of: room)
        return "/\(room)/\(secret)"
    }

    /// A browser in which a person is signed in.
    func browser(of user: User) async throws -> Browser {
        let opened = try await people.accounts.openSession(
            for: user.id,
            kind: .browser,
            scope: .admin,
            label: "test",
            in: store
        )
        let browser = Browser(self)
        browser.cookies["__Host-sales"] = opened.secret.text
        return browser
    }

    /// A browser of an admin.
    func admin() async throws -> Browser {
        let user = try await people.person(email: "root@example.com")
        return try await browser(of: try #require(try await store.changeUser(user.id, UserChange(isAdmin: true))))
    }
}

/// A browser without scripts: it keeps cookies, and sends the forms of our own pages.
final class Browser: Sendable {
    let bench: PagesBench
    /// From where it says that its forms come.
    private let site: String
    private let kept = Mutex<[String: String]>([:])

    init(_ bench: PagesBench, site: String = "same-origin") {
        self.bench = bench
        self.site = site
    }

    /// What it keeps, by name.
    var cookies: [String: String] {
        get { kept.withLock { $0 } }
        set { kept.withLock { $0 = newValue } }
    }

    /// Whether it holds a session.
    var isSignedIn: Bool { cookies["__Host-sales"] != nil }

    func get(_ path: String) async throws -> WebBench.Answer {
        let answer = try await bench.ask(.get, path, fields)
        keep(answer)
        return answer
    }

    /// Sends a form.
    func post(_ path: String, _ form: KeyValuePairs<String, String> = [:]) async throws -> WebBench.Answer {
        var fields = fields
        fields[.contentType] = "application/x-www-form-urlencoded"
        fields[.secFetchSite] = site
        let body = form.map { "\(Self.escaped($0.key))=\(Self.escaped($0.value))" }.joined(separator: "&")
        let answer = try await bench.ask(.post, path, fields, body: body)
        keep(answer)
        return answer
    }

    /// Goes where an answer leads.
    func follow(_ answer: WebBench.Answer) async throws -> WebBench.Answer {
        #expect(answer.status == 303)
        return try await get(try #require(answer.place))
    }

    private var fields: HTTPFields {
        var fields: HTTPFields = [
            .accept: "text/html,application/xhtml+xml,*/*;q=0.8",
            .userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        ]
        let cookies = cookies
        if !cookies.isEmpty { fields[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
        return fields
    }

    private func keep(_ answer: WebBench.Answer) {
        for field in answer.fields[values: .setCookie] {
            let pair = field.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map { String($0) }
            let isOver = field.contains("Max-Age=0") || pair.count < 2
            kept.withLock { $0[pair[0]] = isOver ? nil : pair[1] }
        }
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.map { plain.contains($0) ? String(UnicodeScalar($0)) : "%" + [$0].hexadecimal }.joined()
    }

    private static let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
}

extension WebBench.Answer {
    /// Where it leads.
    var place: String? { fields[.location] }

    /// Whether some bytes are in it, whatever stands behind them.
    func holds(_ part: String) -> Bool { body.utf8.contains(part.utf8) }

    /// Whether it is a page that shows a text.
    func shows(_ text: String) -> Bool {
        fields[.contentType]?.hasPrefix("text/html") == true && body.contains(text)
    }
}
