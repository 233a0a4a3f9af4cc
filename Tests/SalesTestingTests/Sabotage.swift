/// One way of breaking a store, as real ones break, and the promises that must each catch it.
enum Sabotage: String, CaseIterable, Sendable {
    // Catalogue
    case overwritesProducts, callsAllProductsNew, ignoresCaseOfSelections, makesAWebsiteForEachProduct
    case roundsTimesToMinutes, removesNothing, givesNumbersAgain
    // Lists
    case countsPagesByOffset, repeatsTheFirstOfAPage, ignoresLimits, ignoresFilters, ignoresTokens
    // Preferences
    case losesChannels, replacesByRemoving, ignoresVersions, savesForAnybody, keepsSubscriptions, ignoresPausing
    case makesEveryEditDue, knowsNoLocalUser, forgetsIntervals, missesDefaultFollowers
    // Prices
    case includesTheUpperBound, roundsDaysTowardZero, countsKnownRows, mixesCurrencies, forgetsListPrices
    case listsDaysBackwards, mixesProducts, keepsMoneyInDoubles
    // Checks
    case claimsWhatIsNotDue, ignoresNamedProducts, starvesOtherHosts, reusesTokens, fencesNothing, forgetsLeases
    case neverEndsLeases, acceptsLostLeases, losesRows, losesEvents, losesNames, savesAllOrNothing, answersInReverse
    case revivesProducts, releasesOthersLeases, schedulesNothing, refusesKnownMoments, refusesUnfollowed
    case emptiesNames, givesNamedNoTurns
    // Events
    case leasesAllEventsAtOnce, forgetsEventLeases, losesMemory, losesAlerts, tellsTwice, ignoresStaleness,
        expandsLostLeases
    case forgetsCursors, endsEventsWithStaleItems, dropsEventTimes, losesAddedEvents
    // Outbox
    case ignoresChannels, forgetsAlertLeases, countsNoAttempts, tellsEverythingToOne, losesReceipts, listsOldestFirst,
        retriesAllDead
    case countsReleasedAttempts, retriesAtOnce, refusesLateSettlements, settlesRefused
    case countsRefusedAlerts, countsHeldAttempts, tellsHeldAlone, makesLongDigests
    // Hosts
    case mixesHosts, forgetsUngivenParts, ignoresRates, ignoresBursts, takesRefusedTurns, ignoresPauses,
        claimsFromFailingHosts
    // Whole
    case writesASCII, isolatesHandles, doublesQuotes
    // Transfer
    case restoresNoState, restoresOverChecks, losesRestoredAlerts, forgetsWhatWasHeld, countsKnownAlerts,
        takesNewsForOld
    // Renewal
    case renewsNothing, renewsForGood, revivesLeases
    // Demand
    case countsOnlyNamed, forgetsDefaultFollowers

    /// The numbers of the promises that this breaks, each of which must catch it.
    var breaks: [Int] {
        switch self {
        case .overwritesProducts: [1]
        case .callsAllProductsNew: [1, 84]
        case .ignoresCaseOfSelections: [1]
        case .makesAWebsiteForEachProduct: [2]
        case .roundsTimesToMinutes: [3]
        case .removesNothing: [5, 9, 40]
        case .givesNumbersAgain: [9]
        case .countsPagesByOffset: [4, 25]
        case .repeatsTheFirstOfAPage: [4, 6, 13, 20, 56, 66, 98]
        case .ignoresLimits: [7, 45, 59]
        case .ignoresFilters: [8, 18, 66]
        case .ignoresTokens: [7]
        case .losesChannels: [10]
        case .replacesByRemoving: [10, 11]
        case .ignoresVersions: [11]
        case .savesForAnybody: [12]
        case .keepsSubscriptions: [14, 19, 100]
        case .ignoresPausing: [15, 16, 100]
        case .makesEveryEditDue: [16]
        case .knowsNoLocalUser: [17]
        case .forgetsIntervals: [10, 15, 19]
        case .missesDefaultFollowers: [28]
        case .includesTheUpperBound: [20]
        case .roundsDaysTowardZero: [21]
        case .countsKnownRows: [22]
        case .mixesCurrencies: [23]
        case .forgetsListPrices: [24, 81]
        case .listsDaysBackwards: [26]
        case .mixesProducts: [27]
        case .keepsMoneyInDoubles: [81]
        case .claimsWhatIsNotDue: [30, 48]
        case .ignoresNamedProducts: [35]
        case .starvesOtherHosts: [34]
        case .reusesTokens: [32, 37]
        case .fencesNothing: [37, 65]
        case .forgetsLeases: [31, 44, 83]
        case .neverEndsLeases: [31, 51, 57, 62]
        case .acceptsLostLeases: [38, 43]
        case .losesRows, .losesEvents, .losesNames: [36]
        case .savesAllOrNothing: [39, 69]
        case .answersInReverse: [39, 69]
        case .revivesProducts: [40]
        case .releasesOthersLeases: [41]
        case .schedulesNothing: [42]
        case .refusesKnownMoments: [47]
        case .refusesUnfollowed: [48]
        case .emptiesNames: [49]
        case .givesNamedNoTurns: [107]
        case .leasesAllEventsAtOnce: [50]
        case .forgetsEventLeases: [51, 83]
        case .losesMemory, .losesAlerts: [52]
        case .tellsTwice: [53]
        case .ignoresStaleness: [54, 58]
        case .expandsLostLeases: [55]
        case .forgetsCursors: [57]
        case .endsEventsWithStaleItems: [58]
        case .dropsEventTimes: [56]
        case .losesAddedEvents: [120]
        case .ignoresChannels: [60]
        case .forgetsAlertLeases: [62, 87]
        case .countsNoAttempts: [61]
        case .tellsEverythingToOne: [63]
        case .losesReceipts: [64]
        case .listsOldestFirst: [66]
        case .retriesAllDead: [67]
        case .countsReleasedAttempts: [68]
        case .retriesAtOnce: [85]
        case .refusesLateSettlements: [86]
        case .settlesRefused: [106]
        case .countsRefusedAlerts: [101]
        case .countsHeldAttempts: [102, 103, 104, 105]
        case .tellsHeldAlone: [103, 104, 105]
        case .makesLongDigests: [104]
        case .mixesHosts: [70]
        case .forgetsUngivenParts: [71]
        case .ignoresRates: [33, 34, 46, 72, 74]
        case .ignoresBursts: [72]
        case .takesRefusedTurns: [73]
        case .ignoresPauses: [46, 75]
        case .claimsFromFailingHosts: [76]
        case .writesASCII: [80, 121]
        case .doublesQuotes: [80, 121]
        case .isolatesHandles: [82, 83]
        case .restoresNoState: [90, 91]
        case .restoresOverChecks: [91]
        case .losesRestoredAlerts, .forgetsWhatWasHeld: [92]
        case .countsKnownAlerts: [93]
        case .takesNewsForOld: [94]
        case .renewsNothing, .renewsForGood: [95]
        case .revivesLeases: [96]
        case .countsOnlyNamed: [97, 98]
        case .forgetsDefaultFollowers: [97]
        }
    }
}
