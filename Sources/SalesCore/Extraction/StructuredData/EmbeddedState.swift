import SalesHTML

/// Reads the state that script frameworks embed in a page, where it is plainly the page's product.
///
/// Plainly means: an object with a name and a price whose name is the page's own, or a part of its title.
enum EmbeddedState {
    /// The most bytes of scripts that are read.
    static let maximumBytes = 4 * 1_024 * 1_024
    /// The most objects that are looked at.
    static let maximumObjects = 20_000
    /// The most claims that are made.
    static let maximumClaims = 10

    static func claims(
        survey: PageSurvey,
        source: HTMLSource,
        identity: PageIdentity,
        hints: PriceTextHints
    ) -> [PriceClaim] {
        let mention = ProductMention(identity)
        guard survey.scripts.contains(where: { mention.mayStand(in: source.bytes[$0.content]) }) else { return [] }
        var reader = StateReader(identity: identity, hints: hints)
        var flight = FlightData()
        var room = maximumBytes
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
        return reader.claims
    }
}
