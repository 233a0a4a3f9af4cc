/// What was just done, as the address of the next page names it: a fixed vocabulary, so that no address can make a page say
/// anything else.
enum PageNotice: String, CaseIterable, Sendable {
    case tracked, saved, paused, resumed, deleted, checked, changed
    case notNow = "not-now"
    case signedOut = "signed-out"
    case verified, proofSent = "proof-sent"
    case addressWaits = "address-waits"
    case signInFirst = "sign-in-first"
    case ended, retried, invited, erased

    /// The words of it.
    var notice: PageFrame.Notice {
        switch self {
        case .tracked: PageFrame.Notice(.good, "It is tracked.", detail: "You are told when your rule comes true.")
        case .saved: PageFrame.Notice(.good, "Your rule is saved.")
        case .paused: PageFrame.Notice(.info, "Paused.", detail: "It is not checked for you until you resume it.")
        case .resumed: PageFrame.Notice(.good, "Resumed.", detail: "Your rule begins anew at the present price.")
        case .deleted: PageFrame.Notice(.info, "Deleted.", detail: "You are told nothing more about it.")
        case .checked: PageFrame.Notice(.good, "It was checked just now.")
        case .notNow:
            PageFrame.Notice(
                .info,
                "It was not checked just now.",
                detail: "Another check is under way, or its shop asks for time. It is checked when its turn comes."
            )
        case .changed: PageFrame.Notice(.good, "Your settings are saved.")
        case .signedOut: PageFrame.Notice(.info, "You are signed out.")
        case .verified: PageFrame.Notice(.good, "The address is confirmed.")
        case .proofSent: PageFrame.Notice(.info, "A message was sent.", detail: "It says how to confirm the address.")
        case .addressWaits:
            PageFrame.Notice(
                .info,
                "The new address waits.",
                detail: "We wrote to it: confirm it there, while you are signed in. Until then the old one stays."
            )
        case .signInFirst:
            PageFrame.Notice(.info, "Sign in first.", detail: "Then the new address takes the place of the old one.")
        case .ended: PageFrame.Notice(.info, "It is ended, and opens nothing any more.")
        case .retried: PageFrame.Notice(.good, "They are sent again.")
        case .invited:
            PageFrame.Notice(.good, "They were added.", detail: "A message asks them to confirm their address.")
        case .erased: PageFrame.Notice(.info, "Everything about you is erased.")
        }
    }
}
