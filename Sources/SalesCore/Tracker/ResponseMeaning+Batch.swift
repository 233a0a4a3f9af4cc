import HTTPTypes

/// What the answer to a batch means for those that were asked in it.
enum BatchMeaning: Sendable {
    /// It is the look of all of them; in doubt where it may be the batch that the host stumbles over.
    case all(Look, isInDoubt: Bool)
    /// Each finds its own answer in it, and shares the rest of the look.
    case content(FetchResponse, Look)
    /// The host takes no batch: each is asked alone.
    case alone

    /// What the request showed, whoever it was for; nil where that is nothing.
    var look: Look? {
        switch self {
        case .all(let look, _), .content(_, let look): look
        case .alone: nil
        }
    }

    /// Whether batches are to rest.
    var isInDoubt: Bool {
        if case .all(_, let isInDoubt) = self { isInDoubt } else { false }
    }
}

extension ResponseMeaning {
    /// What a response to a batch means.
    ///
    /// A host that asks for time, or has no answer for anybody now (429, 5xx), is not asked for each of them instead.
    static func batch(_ response: FetchResponse, of target: LookTarget, now: Timestamp) -> BatchMeaning {
        switch response.status.code {
        case 200:
            let look = Look(
                reading: .failed(reason: ""),
                url: response.url,
                status: response.status.code,
                signal: .fine
            )
            return .content(response, look)
        case 429, 500...:
            let look = look(at: response, of: target, fields: PageFields(), now: now)
            return .all(look, isInDoubt: response.status.code >= 500 && askedWait(in: response, at: now) == nil)
        default:
            return .alone
        }
    }
}
