internal import HTTPTypes
import SalesCore

/// Adding a product: its page is read at once, and what was read is shown with the rule to choose.
///
/// Reading a page and following it are both counted (``FollowingDesk``); nothing is kept between the two, so that
/// whoever sends the second form has the page read anew.
struct NewProductPages: Sendable {
    let desk: FollowingDesk
    let pages: PageMaker

    init(_ parts: WebParts, _ pages: PageMaker) {
        desk = FollowingDesk(parts, pages.settings)
        self.pages = pages
    }

    func all() -> [Route] {
        [
            Route(.get, "/products/new", for: .people, kind: .page) { request in
                let url = request.sentByGet?.filled("url") ?? ""
                return try page(request, url: PageField(value: String(url.prefix(Self.longestURL))))
            },
            Route(.post, "/products/new", for: .people, kind: .page) { request in
                let form = try await request.form()
                return try await read(form.filled("url") ?? "", request)
            },
            Route(.post, "/products", for: .people, kind: .page) { request in
                try await follow(try await request.form(), request)
            },
        ]
    }

    /// The longest text of an address that is shown again, in characters.
    private static let longestURL = 4_096

    /// What the page shows beside the field for the address.
    private struct Shown {
        var trouble: NewProductView.Trouble?
        var found: NewProductView.Found?
        var rule: RuleForm?
    }

    /// What a person sent with the second form.
    private struct Sent {
        let url: String
        /// The price that they chose; nil where there was nothing to choose, or nothing was chosen.
        let selection: Selection?
        let isInsisting: Bool
        let fields: RuleFields
        var faults = RuleFaults()
        /// What is wrong with the choice.
        var choice: String?
        /// What is tried instead of followed.
        var trying: RuleWished?

        init(_ form: FormFields) {
            url = form.filled("url") ?? ""
            selection = form["selection"].map { Selection(text: $0) }
            isInsisting = form["insist"] == "on"
            fields = RuleFields(form)
        }
    }

    private func page(
        _ request: WebRequest,
        url: PageField,
        _ shown: Shown = Shown(),
        status: HTTPResponse.Status = .ok,
        fields: HTTPFields = [:]
    ) throws -> WebAnswer {
        let offers = desk.offers(to: try request.person, in: nil)
        let view = NewProductView(
            page: pages.frame("Add a product", for: request, in: ProductsPages.room),
            url: url,
            isBlank: shown.trouble == nil && shown.found == nil,
            trouble: shown.trouble,
            found: shown.found,
            rule: shown.rule ?? RuleForm(RuleFields(channels: offers.reaching), offers)
        )
        var answer = pages.page(.newProduct, view, status: status)
        answer.fields.append(contentsOf: fields)
        return answer
    }

    // MARK: - Reading

    private func read(_ url: String, _ request: WebRequest) async throws -> WebAnswer {
        do {
            let (address, look) = try await readPage(at: url, request)
            guard let found = NewProductView.Found(look, at: address, chosen: nil, for: request.reader) else {
                return try trouble(NewProductView.Trouble(look), url, request)
            }
            let offers = desk.offers(to: try request.person, in: Self.currency(look, chosen: nil))
            let canBeBought = look.availability.canBeOrdered != false
            let fields = RuleFields(channels: offers.reaching, canBeBought: canBeBought)
            let shown = Shown(found: found, rule: RuleForm(fields, offers))
            return try page(request, url: PageField(value: address.absoluteString), shown)
        } catch {
            guard let problem = error as? Problem else { throw error }
            return try refused(problem, url, request)
        }
    }

    private func readPage(at url: String, _ request: WebRequest) async throws -> (url: PageURL, look: Look) {
        let user = try request.person.id
        let address = try desk.validate(TrackRequest(url: url, userID: user))
        return (address, try await desk.look(at: url, selection: .page, for: user))
    }

    private func trouble(
        _ trouble: NewProductView.Trouble,
        _ url: String,
        _ request: WebRequest,
        status: HTTPResponse.Status = .unprocessableContent,
        fields: HTTPFields = [:]
    ) throws -> WebAnswer {
        let field = PageField(value: String(url.prefix(Self.longestURL)))
        return try page(request, url: field, Shown(trouble: trouble), status: status, fields: fields)
    }

    /// The page with why nothing was read or followed: beside the address where that is wrong, else below it.
    ///
    /// The status is never that of a gateway, which some proxies answer with a page of their own.
    private func refused(_ problem: Problem, _ url: String, _ request: WebRequest) throws -> WebAnswer {
        guard let fault = problem.faults.first(where: { $0.at == "/url" }) else {
            let isTooOften = problem.kind.status == .tooManyRequests
            return try trouble(
                NewProductView.Trouble(problem),
                url,
                request,
                status: isTooOften ? .tooManyRequests : .unprocessableContent,
                fields: problem.fields
            )
        }
        let field = PageField(value: String(url.prefix(Self.longestURL)), error: fault.detail)
        return try page(request, url: field, status: .unprocessableContent)
    }

    /// The currency of the price that is chosen, else of the page's own.
    private static func currency(_ look: Look, chosen: Selection?) -> Currency? {
        price(look, chosen: chosen)?.currency
    }

    private static func price(_ look: Look, chosen: Selection?) -> Money? {
        guard let chosen, chosen != .page else { return look.reading.offer?.price }
        return look.extraction?.candidates.first { $0.selection == chosen }?.money
    }

    // MARK: - Following

    private func follow(_ form: FormFields, _ request: WebRequest) async throws -> WebAnswer {
        var sent = Sent(form)
        let wished: RuleWished
        do {
            wished = try sent.fields.meaning(at: desk)
        } catch {
            sent.faults = error
            return try await again(sent, request)
        }
        guard form["action"] != "preview" else {
            sent.trying = wished
            return try await again(sent, request)
        }
        do {
            let tracked = try await desk.follow(Self.request(sent, wished, of: try request.person.id))
            let path = "\(ProductsPages.room)/\(tracked.product.id)"
            let notice: PageNotice = tracked.previous == nil ? .tracked : .saved
            return pages.done(notice, then: path)
        } catch {
            guard let problem = error as? Problem else { throw error }
            return try await refused(problem, sent, request)
        }
    }

    private static func request(_ sent: Sent, _ wished: RuleWished, of user: UserID) -> TrackRequest {
        TrackRequest(
            url: sent.url,
            selection: sent.selection ?? .page,
            rule: wished.rule,
            interval: wished.interval,
            channels: wished.channels,
            coolDown: wished.coolDown ?? .zero,
            isInDigest: wished.isInDigest,
            tellsStanding: wished.tellsNow,
            userID: user,
            isInsisting: sent.isInsisting
        )
    }

    /// Why it was not followed: beside what is wrong where the page can be shown again.
    private func refused(_ problem: Problem, _ sent: Sent, _ request: WebRequest) async throws -> WebAnswer {
        var sent = sent
        switch problem.kind {
        case .ambiguous: sent.choice = "Choose the price that you pay."
        case .tooManyProducts: sent.faults.whole = problem.detail
        case .invalid where !problem.faults.contains(where: { $0.at == "/url" }):
            sent.choice = problem.faults.first { $0.at == "/selection" }?.detail
            if sent.choice == nil { sent.faults = RuleFaults(problem, kind: sent.fields.kind) }
        default: return try refused(problem, sent.url, request)
        }
        return try await again(sent, request)
    }

    /// The page that was read, with what the person sent, and what is wrong with it or what their rule would tell.
    private func again(_ sent: Sent, _ request: WebRequest) async throws -> WebAnswer {
        var sent = sent
        do {
            let (address, look) = try await readPage(at: sent.url, request)
            let preview = tried(&sent, on: look)
            let found = NewProductView.Found(
                look,
                at: address,
                chosen: sent.selection,
                fault: sent.choice,
                for: request.reader
            )
            guard let found else { return try trouble(NewProductView.Trouble(look), sent.url, request) }
            let offers = desk.offers(to: try request.person, in: Self.currency(look, chosen: sent.selection))
            let rule = RuleForm(sent.fields, offers, faults: sent.faults, preview: preview)
            return try page(
                request,
                url: PageField(value: address.absoluteString),
                Shown(found: found, rule: rule),
                status: preview == nil ? .unprocessableContent : .ok
            )
        } catch {
            guard let problem = error as? Problem else { throw error }
            return try refused(problem, sent.url, request)
        }
    }

    /// What a rule says of a product that has no past here; nil where none is tried, or it does not fit the price.
    private func tried(_ sent: inout Sent, on look: Look) -> RuleForm.Preview? {
        guard let wished = sent.trying else { return nil }
        let price = Self.price(look, chosen: sent.selection)
        do {
            let rule = try wished.rule.resolved(at: price)
            let decider = desk.tracker.settings.rules
            return RuleForm.Preview(of: rule, price: price, availability: look.availability, decider: decider)
        } catch {
            sent.faults = .of(sent.fields.kind, error.description)
            return nil
        }
    }
}
