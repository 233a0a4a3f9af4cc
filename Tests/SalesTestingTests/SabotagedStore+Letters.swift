import SalesCore
import Synchronization

extension SabotagedStore {
    func addLetter(_ draft: Letter.New) async throws(StoreError) -> Letter? {
        switch accountSabotage {
        case .losesLetters: return draft.letter
        case .writesToNobody: return try await accounts().addLetter(draft) ?? draft.letter
        default: return try await accounts().addLetter(draft)
        }
    }

    func claimLetters(
        channels: [Channel],
        limit: Int,
        lease: Duration,
        at time: Timestamp
    ) async throws(StoreError) -> [ClaimedLetter] {
        let claimed = try await accounts().claimLetters(
            channels: accountSabotage == .ignoresLetterChannels ? [.email, .sms] : channels,
            limit: limit,
            lease: accountSabotage == .forgetsLetterLeases ? .zero : lease,
            at: time
        )
        notes.withLock { notes in
            for letter in claimed { notes.alertTokens[letter.letter.id] = letter.token }
        }
        return claimed
    }

    func settleLetters(_ settlements: [LetterSettlement]) async throws(StoreError) -> [Bool] {
        let spoiled = settlements.map { given in
            var settlement = given
            switch (accountSabotage, given.outcome) {
            case (.fencesNoLetters, _):
                settlement.token = notes.withLock { $0.alertTokens[given.letterID] } ?? given.token
            case (.losesLetterFailures, .retry(let time, _)): settlement.outcome = .retry(at: time, failure: "")
            default: break
            }
            return settlement
        }
        let answers = try await accounts().settleLetters(spoiled)
        guard accountSabotage == .settlesExpiredLetters else { return answers }
        return zip(answers, spoiled).map { isSettled, item in
            isSettled || notes.withLock { $0.alertTokens[item.letterID] } == item.token
        }
    }

    func removeLetters(madeBefore time: Timestamp) async throws(StoreError) -> Int {
        guard accountSabotage != .keepsOldLetters else { return 0 }
        return try await accounts().removeLetters(madeBefore: time)
    }
}
