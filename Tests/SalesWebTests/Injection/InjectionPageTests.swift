import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("Texts that mean something to SQL, pages or paths, in forms and links of pages (W11)", .timeLimit(.minutes(15)))
struct InjectionPageTests {
    /// The fields in which each form of a page is sent a text, and what stands beside them.
    private static let forms: [String: (fields: [String], others: [String: String])] = [
        "/sign-up": (["email", "phone", "first_name", "last_name"], ["email": InjectionBench.bystander]),
        "/sign-in": (["address", "next"], ["address": InjectionBench.bystander]),
        "/sign-in/code": (["address", "code"], ["address": InjectionBench.bystander]),
        "/verify": (["address", "code"], ["address": InjectionBench.bystander]),
        "/s/{secret}": ([], [:]),
        "/v/{secret}": ([], [:]),
        "/u/{token}": (["List-Unsubscribe"], [:]),
        "/products": (["url", "selection"] + rule, ["url": ShopPage.kettle, "action": "preview"]),
        "/products/new": (["url"], [:]),
        "/products/bulk": (["action", "id"], ["action": "pause"]),
        "/products/delete": (["id"], [:]),
        "/products/{id}": (rule, ["action": "preview"]),
        "/products/{id}/check": ([], [:]),
        "/products/{id}/pause": ([], [:]),
        "/products/{id}/resume": ([], [:]),
        "/products/{id}/delete": ([], [:]),
        "/settings/profile": (["first_name", "last_name"], [:]),
        "/settings/addresses": (["email", "phone"], [:]),
        "/settings/channels/{channel}/test": ([], [:]),
        "/settings/channels/{channel}/verify": ([], [:]),
        "/settings/telling": (["zone", "locale", "quiet_start", "quiet_end", "digest_at", "daily_cap"], [:]),
        "/settings/sessions/{id}/end": ([], [:]),
        // A token that lasts no number of days is not made.
        "/settings/tokens": (["label", "scope", "days"], ["label": "x", "scope": "read", "days": "none"]),
        "/settings/tokens/{id}/end": ([], [:]),
        "/settings/erase": (["typed"], [:]),
        "/admin/people": (["email"], [:]),
        "/admin/products/{id}/check": ([], [:]),
        "/admin/alerts/{id}/retry": ([], [:]),
    ]

    private static let rule = [
        "rule", "below", "share", "share_since", "fall", "days", "words", "channel", "interval", "cool_down",
    ]

    /// Forms in which nobody writes anything.
    private static let without: Set = ["/sign-out", "/settings/sessions/end-others", "/admin/alerts/retry-all"]

    /// What the addresses of pages are asked with.
    private static let queries = [
        "q", "state", "order", "after", "id", "url", "span", "days", "done", "next", "address", "host", "status",
        "kind",
        "channel", "product", "view",
    ]

    @Test("every form of a page is here")
    func complete() throws {
        let bench = WebBench.unlimited
        let pages = WebService.routes(try bench.parts, bench.settings).filter { $0.kind == .page && $0.method == .post }
        #expect(Set(pages.map(\.path)) == Self.without.union(Self.forms.keys))
    }

    @Test(
        "are refused or shown as text, with no fault of ours, and no row more or less",
        arguments: InjectionBench.kinds
    )
    func forms(_ kind: InjectionBench.Kind) async throws {
        try await InjectionBench.with(kind) { bench in
            let before = try await bench.counts()
            for (turn, (pattern, form)) in Self.forms.sorted(by: { $0.key < $1.key }).enumerated() {
                for injection in InjectionBench.texts(turn: turn) {
                    let path = pattern.replacing(/\{\w+\}/, with: "1")
                    for field in form.fields {
                        var sent = form.others
                        sent[field] = injection.text
                        let answer = try await bench.submit(path, sent)
                        Self.judge(answer, "\(path) \(field) \(injection)")
                    }
                    guard pattern.contains("{") else { continue }
                    let place = pattern.replacing(/\{\w+\}/, with: InjectionBench.escaped(injection.text))
                    let answer = try await bench.submit(place, form.others)
                    Self.judge(answer, "\(pattern) \(injection)")
                }
            }
            let after = try await bench.counts()
            #expect(before == after)
        }
    }

    @Test(
        "in addresses of pages are refused or shown as text, with no fault of ours, and no row more or less",
        arguments: InjectionBench.kinds
    )
    func addresses(_ kind: InjectionBench.Kind) async throws {
        try await InjectionBench.with(kind) { bench in
            let before = try await bench.counts()
            let pages = WebService.routes(try bench.web.parts, bench.web.settings).filter {
                $0.kind == .page && $0.method == .get
            }
            #expect(pages.count >= 20)
            for (turn, page) in pages.enumerated() {
                for injection in InjectionBench.texts(turn: turn) {
                    let text = InjectionBench.escaped(injection.text)
                    let query = Self.queries.map { "\($0)=\(text)" }.joined(separator: "&")
                    for path in Set(["1", text].map { page.path.replacing(/\{\w+\}/, with: $0) }) {
                        let answer = try await bench.open("\(path)?\(query)")
                        Self.judge(answer, "\(page.path) \(injection)")
                    }
                }
            }
            let after = try await bench.counts()
            #expect(before == after)
        }
    }

    /// Holds an answer to being no fault of ours, and to having nothing of a text in it as markup.
    private static func judge(_ answer: WebBench.Answer, _ what: String) {
        #expect(answer.status < 500, "\(what): \(answer.status)")
        for part in ["<script>x()", "<img src=x", "<svg/onload", "<a href=javascript:"] {
            #expect(!answer.holds(part), "\(what)")
        }
        let fields = answer.fields.flatMap { [$0.name.rawName, $0.value] }
        #expect(fields.allSatisfy { $0.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } }, "\(what): \(fields)")
        #expect(answer.fields[values: .setCookie].allSatisfy { !$0.hasPrefix("a=b") }, "\(what)")
    }
}
