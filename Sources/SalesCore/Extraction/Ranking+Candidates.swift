// Claims as people are shown them.
extension Ranking {
    func losing(_ claim: PriceClaim, winner: String?) -> String {
        let why = claim.reason.isEmpty ? "" : " (\(claim.reason))"
        if DecimalOrder.key(claim.amount) == winner, claim.kind == .current { return "agrees" + why }
        switch claim.kind {
        case .current: return "less support" + why
        case .list: return "a list price" + why
        case .other: return "belongs to something else" + why
        case .variant: return "another variant" + why
        default: return "a price of kind \(claim.kind.rawValue)" + why
        }
    }

    func candidate(_ index: Int, verdict: String) -> Candidate {
        let claim = claims[index]
        let money =
            claim.readings.count == 1 ? claim.currency.flatMap { Money(decimal: claim.amount, currency: $0) } : nil
        return Candidate(
            money: money,
            amount: claim.amount,
            kind: claim.kind,
            source: claim.source,
            path: claim.path,
            text: claim.text,
            confidence: claim.confidence,
            verdict: verdict
        )
    }

    static func name(_ source: Candidate.Source) -> String {
        switch source {
        case .api: "the interface"
        case .jsonLD: "JSON-LD"
        case .microdata: "microdata"
        case .rdfa: "RDFa"
        case .meta: "meta tags"
        case .embeddedState: "embedded state"
        case .pin: "the pin"
        case .text: "visible text"
        }
    }
}
