/// One way of breaking a store that can be archived, as real ones break, and the promises that must each catch it.
enum LedgerSabotage: String, CaseIterable, Sendable {
    // The ledger
    case namesItselfAnew, forgetsLedgerLeases, endsAnybodysLease, isolatesHandles
    case offersTheDayThatRuns, offersNewestFirst, forgetsOpenRuns, countsFreeRowsOnly, countsTheDayBefore
    case forgetsPlans, takesAnyManifest, listsRunsBackwards, losesManifests
    // Rows
    case hidesFrozenRows, countsNoRows, losesRowsBetweenPages, removesFrozenRows, takesHeldRowsForNew
    case purgesUnverified, purgesByDate, losesCharts
    // People
    case drawsPseudonymsAnew
    // Restoring
    case keepsHalfRestored, endsHalfRestored, countsRowsLeftOut
    // Retention
    case knowsNothingKept, forgetsWithoutLimit

    /// The numbers of the promises that this breaks, each of which must catch it.
    var breaks: [Int] {
        switch self {
        case .namesItselfAnew: [1]
        case .forgetsLedgerLeases, .endsAnybodysLease: [2]
        case .isolatesHandles: [18]
        case .offersTheDayThatRuns, .offersNewestFirst: [3]
        case .forgetsOpenRuns: [4]
        case .countsFreeRowsOnly, .countsTheDayBefore: [20]
        case .forgetsPlans: [5]
        case .takesAnyManifest: [6]
        case .listsRunsBackwards, .losesManifests: [7]
        case .hidesFrozenRows, .countsNoRows, .purgesByDate: [8]
        case .losesRowsBetweenPages: [9]
        case .removesFrozenRows: [16]
        case .takesHeldRowsForNew: [17]
        case .purgesUnverified: [10]
        case .losesCharts: [10, 14]
        case .drawsPseudonymsAnew: [11]
        case .keepsHalfRestored, .endsHalfRestored: [12]
        case .countsRowsLeftOut: [15]
        case .knowsNothingKept: [13, 19]
        case .forgetsWithoutLimit: [13]
        }
    }
}
