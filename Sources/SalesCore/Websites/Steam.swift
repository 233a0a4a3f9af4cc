import HTTPTypes

/// The Steam store: apps by `appdetails`, packages and bundles by their pages.
///
/// The region is the URL's `cc`; without it Steam takes the address that asks. Amounts are hundredths in every currency.
/// `required_age` needs nothing here; a page behind the age gate is opened by the cookies that the gate itself sets.
public struct Steam: BatchInterface {
    /// The adapter.
    public init() {}

    static let host = "store.steampowered.com"

    /// Steam.
    public var about: WebsiteAbout {
        WebsiteAbout(
            name: "steam",
            title: "Steam",
            serves: "store.steampowered.com/app/…, /sub/… and /bundle/…; the region by ?cc=",
            interface: "/api/appdetails for apps, several in one request where only prices are asked; else the page",
            reads: ["price", "list price", "availability", "name", "picture", "currency", "free", "unreleased"],
            // 200 requests in 5 minutes: one each 1.5 seconds, a little below.
            limits: [Self.host: HostLimits(rate: 0.66, burst: 2, connections: 1)],
            limitSource: "200 requests in 5 minutes (steamdb.info/blog/store-prices-api, 2015-07-20)",
            verification: "recorded shapes; each price is checked against its formatted text",
            sources: ["https://steamdb.info/blog/store-prices-api/"]
        )
    }

    /// Whether it is the store.
    public func serves(_ url: PageURL) -> Bool {
        url.authority == Self.host && ["app", "sub", "bundle"].contains(url.pathParts.first ?? "")
    }

    /// `/app/ID`, with the region.
    public func canonical(_ url: PageURL) -> PageURL {
        let parts = url.pathParts
        guard parts.count >= 2, Self.isNumber(parts[1]) else { return TrackingParameters.removed(from: url) }
        let region = Self.region(url).map { "cc=\($0)" }
        return url.sibling(path: "/\(parts[0])/\(parts[1])", query: region)
    }

    /// The page, with the age gate open.
    public func page(of url: PageURL) -> WebsitePage {
        var page = WebsitePage.plain(url)
        page.request.fields[.cookie] = "birthtime=0; lastagecheckage=1-0-1970; wants_mature_content=1"
        return page
    }

    /// Nothing: the interface needs none.
    public func lesson(in page: PageContent) -> String? { nil }

    /// One app with all that is known of it.
    public func request(for question: InterfaceQuestion) -> FetchRequest? {
        guard let id = Self.app(question.url), question.selection == .page else { return nil }
        return request([id], filters: "basic,price_overview,release_date", of: question.url)
    }

    /// Fifty apps; the limit itself is not published.
    public var maximumBatch: Int { 50 }

    /// Apps of one region.
    public func batchGroup(of question: InterfaceQuestion) -> String? {
        guard Self.app(question.url) != nil, question.selection == .page else { return nil }
        return Self.region(question.url) ?? "-"
    }

    /// Prices only, the one filter with which the store took several apps.
    public func request(forAll questions: [InterfaceQuestion]) -> FetchRequest? {
        let ids = questions.compactMap { Self.app($0.url) }
        guard ids.count == questions.count, let first = questions.first, ids.count <= maximumBatch else { return nil }
        return request(ids, filters: "price_overview", of: first.url)
    }

    private func request(_ ids: [String], filters: String, of url: PageURL) -> FetchRequest {
        let region = Self.region(url).map { "&cc=\($0)" } ?? ""
        let query = "appids=\(ids.joined(separator: ","))&filters=\(filters)\(region)"
        return FetchRequest(
            url: url.sibling(path: "/api/appdetails", query: query),
            fields: [.accept: "application/json"]
        )
    }

    /// The entry of the app.
    public func read(_ answer: PageContent, for question: InterfaceQuestion) -> InterfaceAnswer {
        guard let id = Self.app(question.url), let root = LooseJSON.answer(answer.body) else {
            return .otherwise("answers something that is no JSON object")
        }
        guard let entry = root[id], let isKnown = entry["success"]?.truth else {
            return .otherwise("answers nothing for the app \(id)")
        }
        guard isKnown else {
            let region = Self.region(question.url).map { "for the region \($0.uppercased())" } ?? "here"
            let reason = "Steam has no app \(id) \(region): it was removed, or it is not sold there"
            return .answer(Extraction(reading: .gone(reason: reason), kind: .error))
        }
        guard let data = entry["data"], data.isObject else {
            return .otherwise("states no price of the app \(id) here")
        }
        let name = CleanText.name(data["name"]?.text)
        let isComing = data["release_date"]?["coming_soon"]?.truth == true
        guard let price = data["price_overview"], price.isObject else {
            return Self.withoutPrice(data, name: name, isComing: isComing)
        }
        guard let offer = Self.offer(price, app: id) else {
            return .otherwise("states a price that its own text contradicts, or in an unknown currency")
        }
        var stated = offer
        stated.name = name
        stated.image = ProductPicture.choose(data["header_image"]?.pictures ?? [], base: question.url)
        stated.availability = isComing ? .preorder : .inStock
        return .answer(stated.extraction)
    }

    private static func withoutPrice(_ data: LooseJSON, name: String?, isComing: Bool) -> InterfaceAnswer {
        // An answer to the price filter alone says nothing about the rest.
        guard let isFree = data["is_free"]?.truth else {
            return .otherwise("states neither a price nor that it is free")
        }
        if isFree, !isComing {
            let note = "It is free: Steam states no price and no currency."
            return .answer(.without(.noPrice(availability: .inStock), name: name, availability: .inStock, note: note))
        }
        let when = data["release_date"]?["date"]?.text.map { CleanText.line($0, limit: 40) } ?? ""
        let note =
            isComing
            ? "It is not released yet\(when.isEmpty ? "" : " (\(when))")." : "It is not sold by itself in this region."
        return .answer(
            .without(.noPrice(availability: .outOfStock), name: name, availability: .outOfStock, note: note)
        )
    }

    private static func offer(_ price: LooseJSON, app: String) -> InterfaceOffer? {
        guard let currency = price["currency"]?.text.flatMap({ CurrencyEvidence.currency(named: $0) }),
            let final = price["final"]?.integer, final >= 0, let money = Money(hundredths: final, currency: currency)
        else { return nil }
        if let text = price["final_formatted"]?.text, !text.isEmpty {
            let read = PriceText.read(text, hints: PriceTextHints(currency: currency)).price
            guard read?.readings.contains(where: { Money(decimal: $0, currency: currency) == money }) ?? (final == 0)
            else { return nil }
        }
        let initial = price["initial"]?.integer.flatMap { Money(hundredths: $0, currency: currency) }
        return InterfaceOffer(
            title: "Steam",
            price: money,
            listPrice: initial,
            availability: .inStock,
            path: "$.\(app).data.price_overview.final",
            text: price["final_formatted"]?.text ?? "\(final)"
        )
    }

    private static func app(_ url: PageURL) -> String? {
        let parts = url.pathParts
        guard parts.count >= 2, parts[0] == "app", isNumber(parts[1]) else { return nil }
        return String(parts[1])
    }

    private static func region(_ url: PageURL) -> String? {
        url.queryValue("cc").flatMap { code in
            code.utf8.count == 2 && code.utf8.allSatisfy { (0x61...0x7A).contains($0 | 0x20) } ? code.lowercased() : nil
        }
    }

    private static func isNumber(_ text: Substring) -> Bool {
        (1...10).contains(text.utf8.count) && text.utf8.allSatisfy(\.isDigit)
    }
}
