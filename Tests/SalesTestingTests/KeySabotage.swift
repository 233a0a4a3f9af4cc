/// One way of breaking a store of the keys of requests, as real ones break, and the promises that must each catch it.
enum KeySabotage: String, CaseIterable, Sendable {
    // States
    case beginsForAll, forgetsKeyLeases, losesAnswers, keepsTexts, inventsTypes, overwritesAnswers
    case ignoresFingerprints
    // Leases
    case neverTakesOver, fencesNoKeys, refusesTheLate, keepsAbandoned, givesFinishedUp, removesAllKeys, removesNoKeys
    case removesHeldKeys, seesKeysAnew
    // People
    case mixesPeople, ignoresCaseOfKeys, composesKeys, beginsForNobody, outlivesErasure, isolatesHandles

    /// The numbers of the promises that this breaks, each of which must catch it.
    var breaks: [Int] {
        switch self {
        case .beginsForAll: [1, 2, 5]
        case .forgetsKeyLeases: [1, 2, 5, 8, 12]
        case .losesAnswers: [3, 4, 5, 6, 7]
        case .keepsTexts, .inventsTypes, .overwritesAnswers: [3]
        case .ignoresFingerprints: [4]
        case .neverTakesOver, .fencesNoKeys: [5]
        case .refusesTheLate: [6]
        case .keepsAbandoned, .givesFinishedUp: [7]
        case .removesAllKeys, .removesNoKeys, .removesHeldKeys, .seesKeysAnew: [8]
        case .mixesPeople, .ignoresCaseOfKeys, .composesKeys: [9]
        case .beginsForNobody: [10, 11]
        case .outlivesErasure: [11]
        case .isolatesHandles: [12]
        }
    }
}
