import SalesCore
import SalesPostgres

/// Whether texts can go to people now, by what is set and by what the store has counted of them.
enum TextStanding {
    /// What keeps texts from being sent, each a sentence; nothing where nothing does, or no text is sent here at all.
    ///
    /// - Parameter moment: writes a moment for whoever reads the sentences.
    /// - Throws: ``StoreError``; one that takes no changes, or none now, cannot be asked, which is no reason to fail.
    static func warnings(
        _ settings: AppSettings,
        _ store: any TrackingStore,
        at now: Timestamp,
        moment: (Timestamp) -> String
    ) async throws(StoreError) -> [String] {
        guard settings.sns != nil, settings.channels.contains(.sms) else { return [] }
        let budget = settings.people.texts
        guard !budget.countries.isEmpty else {
            return [
                "texts.countries names no country, so that no text goes to anybody who was added with `salesctl users`: "
                    + "neither codes nor alerts. Name the countries, for example [GB, DE]; your own number needs none."
            ]
        }
        guard let quotas = store as? any QuotaStore else { return [] }
        do {
            return try await budget.spent(counting: quotas, at: now).map {
                ["\($0.text(moment)) \(consequence($0))"]
            } ?? []
        } catch  where [.readOnly, .notPermitted, .locked, .full].contains(error.code) {
            return []
        }
    }

    /// What waits, and what can be done about it.
    private static func consequence(_ refusal: TextBudget.Refusal) -> String {
        if case .codes = refusal { return "Only codes wait until then, unless you set a higher texts.daily_budget." }
        return "Alerts wait until then, and codes that nothing is left for, unless you set a higher texts.daily_budget."
    }
}
