import SalesHTML

/// Reads the state that script frameworks embed in a page, where it is plainly the page's product.
///
/// Plainly means: an object with a name and a price whose name is the page's own, or a part of its title; on a page that
/// names nothing, one whose number or address is in the page's own.
struct EmbeddedState {
    var claims: [PriceClaim] = []
    /// What it calls the product.
    var name: String?
    var availability: Availability = .unknown

    /// The most bytes of scripts that are read.
    static let maximumBytes = 4 * 1_024 * 1_024
    /// The most objects that are looked at.
    static let maximumObjects = 20_000
    /// The most claims that are made.
    static let maximumClaims = 10

    /// - Parameter isByAddress: Whether the page's address tells its product too: only where nothing else on it does, for
    ///   the page's address stands in many scripts, each of which must then be read.
    init(
        survey: PageSurvey,
        source: HTMLSource,
        identity: PageIdentity,
        currencies: CurrencyEvidence,
        isByAddress: Bool = false
    ) {
        let mention = ProductMention(identity)
        let isTold = survey.scripts.contains { mention.mayStand(in: source.bytes[$0.content]) }
        guard isTold || isByAddress else { return }
        var reader = StateReader(identity: identity, currencies: currencies, isByAddress: isByAddress)
        var flight = FlightData()
        var room = Self.maximumBytes
        for script in survey.scripts where script.content.count <= room {
            let bytes = source.bytes[script.content]
            if flight.take(bytes) {
                room -= script.content.count
                continue
            }
            guard ScriptData.mentionsPrice(bytes) else { continue }
            room -= script.content.count
            let label = script.id.isEmpty ? "script" : "script#\(CleanText.line(script.id, limit: 40))"
            for (name, value) in ScriptData.values(in: bytes, isData: script.type.contains("json")) {
                reader.visit(value, path: "\(label) \(name)", currency: nil)
            }
        }
        for (name, value) in flight.values { reader.visit(value, path: "\(FlightData.name) \(name)", currency: nil) }
        guard !reader.isContradictory else { return }
        claims = reader.claims
        name = reader.name
        availability = reader.availability
    }
}
