/// One way of breaking a store of accounts, as real ones break, and the promises that must each catch it.
enum AccountSabotage: String, CaseIterable, Sendable {
    // Users
    case forgetsSettings, trustsEverybody, overwritesPeople, joinsPeople, callsAllPeopleNew, mindsCaseOfPeople
    case findsOnEveryChannel, listsPeopleBackwards, repeatsPeople, changesNobody, dropsWhatIsNotGiven
    case keepsVerifications, sharesAddresses, looksForOwnersFirst, believesEveryProof, losesProofs, wakesTooEarly
    case holdsOn, letsGoOfAll, escapesNames
    // Handles
    case isolatesHandles
    // Erasure
    case erasesNobody, erasesTheLocalUser, forgetsWhoIsErased, remembersNobodyElse, failsForTheErased
    // Tokens
    case losesTokens, ignoresTokenLimits, keepsTokensOfNobody, neverEndsTokens, ignoresPurposes, replaysTokens
    case removesAllTokens, mindsCaseOfTokens
    // Suppressions
    case findsAnySuppression, believesRepetitions, softensSuppressions, neverLifts
    case repeatsSuppressions, liftsAnyKind, liftsLaterReports, countsOldReports, countsEveryChannel
    case keepsOldReports, forgetsAllReports, liftsComplaints
    // Outbox
    case tellsUnverified, tellsSuppressed, countsRefused
    // Quotas
    case countsNoQuotas, countsInPart, mixesPeriods, removesAllQuotas, keepsRefusedWindows
    // Letters
    case losesLetters, writesToNobody, ignoresLetterChannels, forgetsLetterLeases, writesToOldAddresses
    case losesLetterFailures, fencesNoLetters, settlesExpiredLetters, keepsOldLetters
    // Disclosure
    case tellsOnlyWhatIsOpen, tellsNoCounts

    /// The numbers of the promises that this breaks, each of which must catch it.
    var breaks: [Int] {
        switch self {
        case .forgetsSettings, .trustsEverybody: [1]
        case .overwritesPeople: [2]
        case .joinsPeople: [3]
        case .callsAllPeopleNew: [2, 4]
        case .mindsCaseOfPeople, .findsOnEveryChannel: [5]
        case .listsPeopleBackwards: [6]
        case .repeatsPeople: [7]
        case .changesNobody: [8, 9]
        case .dropsWhatIsNotGiven, .looksForOwnersFirst: [8]
        case .keepsVerifications: [9, 13]
        case .sharesAddresses: [10]
        case .believesEveryProof: [11, 13]
        case .losesProofs: [11, 12, 44]
        case .wakesTooEarly: [11, 12]
        case .holdsOn, .letsGoOfAll: [46]
        case .escapesNames: [73]
        case .isolatesHandles: [18]
        case .erasesNobody: [14, 15, 17]
        case .erasesTheLocalUser: [16]
        case .forgetsWhoIsErased: [17]
        case .remembersNobodyElse: [16]
        case .failsForTheErased: [19]
        case .losesTokens: [20, 24, 25]
        case .ignoresTokenLimits: [21, 22]
        case .keepsTokensOfNobody: [27]
        case .neverEndsTokens, .ignoresPurposes: [23]
        case .replaysTokens: [24, 25]
        case .removesAllTokens: [26]
        case .mindsCaseOfTokens: [21]
        case .findsAnySuppression: [30]
        case .believesRepetitions: [31]
        case .softensSuppressions: [32]
        case .neverLifts: [33, 42]
        case .liftsAnyKind, .liftsLaterReports: [35]
        case .repeatsSuppressions: [34]
        case .liftsComplaints: [38]
        case .countsOldReports, .countsEveryChannel: [36]
        case .keepsOldReports, .forgetsAllReports: [37]
        case .tellsUnverified: [12, 40, 43]
        case .tellsSuppressed: [41, 42, 43, 45, 64]
        case .countsRefused: [43]
        case .countsNoQuotas: [50, 51, 52, 53, 54]
        case .countsInPart: [51, 53]
        case .mixesPeriods: [50, 53]
        case .removesAllQuotas, .keepsRefusedWindows: [54]
        case .losesLetters: [60, 61, 62, 65]
        case .writesToNobody: [60]
        case .ignoresLetterChannels: [61]
        case .forgetsLetterLeases: [62]
        case .writesToOldAddresses: [63]
        case .losesLetterFailures: [65]
        case .fencesNoLetters: [66]
        case .settlesExpiredLetters: [68]
        case .keepsOldLetters: [67]
        case .tellsOnlyWhatIsOpen: [70, 71]
        case .tellsNoCounts: [72]
        }
    }
}
