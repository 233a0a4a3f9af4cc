import HTTPTypes

/// Decides where a fetch goes next and what it may carry there.
///
/// Pure.
///
/// Each target passes the one URL parser, fields are chosen anew for each host, and a circle is seen the first time
/// round.
struct RedirectTrail {
    /// Where the next request goes.
    private(set) var url: PageURL
    private let start: PageURL
    private let limit: Int
    private var visited: Set<Step>
    private var followed = 0
    /// Cookies that hosts on the way have set, for the same host only: many shops set one and send the visitor back.
    private var cookies: [String: [String: String]] = [:]

    /// A request that was made: the same URL with other cookies is not a circle.
    private struct Step: Hashable {
        var url: PageURL
        var cookies: [String: String]
    }

    init(from url: PageURL, limit: Int) {
        self.url = url
        start = url
        self.limit = min(limit, Self.maximumRedirects)
        visited = [Step(url: url, cookies: [:])]
    }

    /// The next request, with what it may carry to where it goes.
    func request(for original: FetchRequest, within deadline: Duration) -> FetchRequest {
        var request = original
        request.url = url
        request.followsRedirects = false
        request.limits.deadline = deadline
        let isAtOrigin = url.scheme == start.scheme && url.authority == start.authority
        if !isAtOrigin { request.fields = HTTPFields(original.fields.filter { Self.harmless.contains($0.name) }) }
        for cookie in currentCookies.sorted(by: { $0.key < $1.key }) {
            request.fields.append(HTTPField(name: .cookie, value: "\(cookie.key)=\(cookie.value)"))
        }
        // What is remembered of the last answer can only be of the same site.
        if url.site != start.site { request.validators = Validators() }
        return request
    }

    /// Cookies for the next request that came with redirects.
    private var currentCookies: [String: String] { cookies[url.authority] ?? [:] }

    /// Goes on where a response asks to; false where it is the answer.
    mutating func follow(_ response: FetchResponse) throws(FetchError) -> Bool {
        guard [301, 302, 303, 307, 308].contains(response.status.code), let location = response.fields[.location] else {
            return false
        }
        let target: PageURL
        do {
            target = try url.resolving(location)
        } catch {
            throw FetchError.badRedirect(from: url, error)
        }
        if url.scheme == .https, target.scheme == .http { throw FetchError.downgrade(from: url) }
        guard followed < limit else { throw FetchError.tooManyRedirects(from: start, limit: limit) }
        followed += 1
        remember(response.fields[values: .setCookie])
        url = target
        guard visited.insert(Step(url: target, cookies: currentCookies)).inserted else {
            throw FetchError.redirectCircle(at: target)
        }
        return true
    }

    private mutating func remember(_ fields: [String]) {
        for field in fields.prefix(Self.maximumCookies) {
            let pair = field.prefix { $0 != ";" }
            guard let equals = pair.firstIndex(of: "="), equals != pair.startIndex,
                pair.utf8.count <= Self.maximumCookieBytes
            else { continue }
            var jar = cookies[url.authority] ?? [:]
            guard jar.count < Self.maximumCookies else { return }
            jar[String(pair[..<equals])] = String(pair[pair.index(after: equals)...])
            cookies[url.authority] = jar
        }
    }

    /// The only fields of the caller that go along to another host.
    private static let harmless: Set<HTTPField.Name> = [.accept, .acceptLanguage]
    /// More redirects are never followed, whatever the limits say.
    static let maximumRedirects = 20
    /// Cookies kept of one host during one fetch.
    static let maximumCookies = 32
    /// The longest cookie that is kept, in bytes (RFC 6265 §6.1).
    static let maximumCookieBytes = 4_096
}
