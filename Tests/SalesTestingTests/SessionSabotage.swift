/// One way of breaking a store of sessions, as real ones break, and the promises that must each catch it.
enum SessionSabotage: String, CaseIterable, Sendable {
    // Uses
    case losesSessions, cutsHashes, forgetsLabels, forgetsScopes, holdsForGood, holdsAtTheEnd, ignoresIdleLimits
    case notesNoUses, notesEarlierUses, keepsSessionsOfNobody, answersFormerPeople
    // Lists
    case listsEnded, listsOldestFirst, listsEverybodys, losesBetweenPages
    // Ends
    case endsNone, endsAnybodys, endsTheNamedOne, endsEverybodys, removesAll, removesNone, removesByTheEndOnly
    case isolatesHandles

    /// The numbers of the promises that this breaks, each of which must catch it.
    var breaks: [Int] {
        switch self {
        case .losesSessions: [1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12]
        case .cutsHashes, .forgetsLabels, .forgetsScopes: [1]
        case .holdsForGood: [2, 3]
        case .holdsAtTheEnd: [2]
        case .ignoresIdleLimits: [1, 3, 6, 9]
        case .notesNoUses: [3, 4]
        case .notesEarlierUses: [4]
        case .keepsSessionsOfNobody: [5, 10]
        case .answersFormerPeople: [12]
        case .listsEnded, .listsOldestFirst, .listsEverybodys, .losesBetweenPages: [6]
        case .endsNone: [7, 8, 11]
        case .endsAnybodys: [7]
        case .endsTheNamedOne, .endsEverybodys: [8]
        case .removesAll, .removesNone, .removesByTheEndOnly: [9]
        case .isolatesHandles: [11]
        }
    }
}
