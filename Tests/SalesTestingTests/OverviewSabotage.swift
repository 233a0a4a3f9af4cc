/// One way of breaking a store of overviews, as real ones break, and the promises that must each catch it.
enum OverviewSabotage: String, CaseIterable, Sendable {
    // Lists
    case listsEverybodys, leavesOutPaused, forgetsWebsites, listsFormerNames, forgetsDays, listsFurtherDays
    case countsEverybodys, countsActive
    // Orders and pages
    case listsOldestFirst, listsInOneOrder, comparesLetterCase, comparesWholeNames, listsUnchangedFirst
    case listsUncheckedLast, mixesCurrencies, losesBetweenPages, repeatsOnPages, takesAnyToken
    // Filters
    case findsInNamesOnly, findsByLetterCase, findsByPattern, findsPartsOfHosts, takesGoneForAvailable, takesAllForMet
    case joinsPartsByOr
    // Single products
    case showsWhatOthersFollow, forgetsNames, ignoresRanges, keepsTheFirstRows, forgetsTheRowBefore, startsBeforeTheSpan
    case showsOthersAlerts, showsOldestAlerts, ignoresAlertLimits

    /// The numbers of the promises that this breaks, each of which must catch it.
    var breaks: [Int] {
        switch self {
        case .listsEverybodys, .leavesOutPaused, .forgetsWebsites, .listsFormerNames: [1]
        case .forgetsDays, .listsFurtherDays: [13]
        case .countsEverybodys, .countsActive: [18]
        case .listsOldestFirst: [2]
        case .listsInOneOrder: [3, 4, 5, 6]
        case .comparesLetterCase, .comparesWholeNames: [3]
        case .listsUnchangedFirst: [4]
        case .listsUncheckedLast: [5]
        case .mixesCurrencies: [6]
        case .losesBetweenPages: [8]
        case .repeatsOnPages: [7]
        case .takesAnyToken: [9]
        case .findsInNamesOnly, .findsByLetterCase: [10]
        case .findsByPattern: [10, 19]
        case .findsPartsOfHosts: [11]
        case .takesGoneForAvailable, .takesAllForMet, .joinsPartsByOr: [12]
        case .showsWhatOthersFollow, .forgetsNames: [14]
        case .ignoresRanges: [15, 16]
        case .keepsTheFirstRows, .forgetsTheRowBefore, .startsBeforeTheSpan: [16]
        case .showsOthersAlerts, .showsOldestAlerts, .ignoresAlertLimits: [17]
        }
    }
}
