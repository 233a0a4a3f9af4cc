/// One way of breaking a store that tells of an installation, as real ones break, and the promises that must each catch
/// it.
enum InstallationSabotage: String, CaseIterable, Sendable {
    // Totals
    case countsMailOnly, countsPausedAsFollowed, countsAllAsActive, leavesOutTheLocalUser
    case countsAlertsOfAllTime, countsEventsOfAllTime, countsSettledOnly, countsAfterTheMoment
    // Lists
    case listsUnfollowed, ranksByAllFollowers, ranksByNumber, leavesOutBroken, leavesOutUnfollowed, listsLeastFirst
    case losesBetweenPages, repeatsOnPages, takesAnyToken
    // What changed last
    case tellsOldestFirst, tellsAllEvents, tellsFormerProducts

    /// The numbers of the promises that this breaks, each of which must catch it.
    var breaks: [Int] {
        switch self {
        case .countsMailOnly, .countsPausedAsFollowed, .countsAllAsActive, .leavesOutTheLocalUser: [1]
        case .countsAlertsOfAllTime, .countsEventsOfAllTime, .countsSettledOnly, .countsAfterTheMoment: [2]
        case .listsUnfollowed, .ranksByAllFollowers: [3]
        case .ranksByNumber, .listsLeastFirst: [3, 4]
        case .leavesOutBroken, .leavesOutUnfollowed: [4]
        case .losesBetweenPages: [5]
        case .repeatsOnPages: [3, 4]
        case .takesAnyToken: [6]
        case .tellsOldestFirst, .tellsAllEvents, .tellsFormerProducts: [7]
        }
    }
}
