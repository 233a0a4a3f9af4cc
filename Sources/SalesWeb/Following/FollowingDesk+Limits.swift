internal import HTTPTypes
import SalesCore

/// What a person may ask for, and how much of it.
extension FollowingDesk {
    /// The longest interval that a person may name: ten years, as at the terminal.
    static let longestInterval = Duration.seconds(315_576_000)
    /// The most channels that a person names for one product.
    static let maximumChannels = 8

    /// What is wrong with an interval; nil for nothing.
    func fault(ofInterval interval: Duration?) -> String? {
        guard let interval, interval < limits.shortestInterval || interval > Self.longestInterval else { return nil }
        return "A product is checked every \(DurationWords.text(limits.shortestInterval)) at most, and every "
            + "\(DurationWords.text(Self.longestInterval)) at least."
    }

    /// What is wrong with a time between alerts; nil for nothing.
    static func fault(ofCoolDown coolDown: Duration?) -> String? {
        guard let coolDown, !(.zero...Subscription.maximumCoolDown).contains(coolDown) else { return nil }
        return "The time between alerts is 0, for none, to \(DurationWords.text(Subscription.maximumCoolDown))."
    }

    /// What is wrong with a channel; nil where it is set up here.
    func fault(of channel: Channel) -> String? {
        guard tracker.notifiers[channel] == nil else { return nil }
        let known = tracker.notifiers.keys.sorted().map(\.rawValue).joined(separator: ", ")
        return "This channel is not set up here. Those that are: \(known.isEmpty ? "none" : known)."
    }

    /// The URL that a request means.
    ///
    /// - Throws: `invalid` for what is wrong with the request whatever the page says.
    @discardableResult
    func validate(_ request: TrackRequest) throws(Problem) -> PageURL {
        try validate(request.selection)
        do {
            return try tracker.canonicalURL(request.url)
        } catch {
            throw Problem(error, selection: request.selection)
        }
    }

    /// Makes sure that a selection is the page's own price or a pin.
    func validate(_ selection: Selection) throws(Problem) {
        do {
            _ = try Pin(selection)
        } catch {
            throw Problem(TrackingError.pin(error), selection: selection)
        }
    }

    /// Makes sure that a person who follows as many products as they may adds none.
    ///
    /// Of requests at the same time some may pass that together are too many; those an hour are counted for certain.
    func checkRoom(for request: TrackRequest) async throws {
        guard try await store.followedCount(of: request.userID) >= limits.products else { return }
        guard try await !isFollowed(request) else { return }
        throw Problem(
            .tooManyProducts,
            "You follow as many products as one person may: \(limits.products). Delete one first."
        )
    }

    /// Counts one of what a person may ask for in an hour, whatever comes of it.
    ///
    /// - Throws: `too-many-adds`, with when to come again.
    func count(_ name: String) async throws {
        let now = time.now
        let quota = Quota(name: name, limit: limits.addsPerHour, period: .seconds(3_600))
        guard let full = try await store.take([quota], at: now) else { return }
        let wait = max(.seconds(1), full.window(at: now).upperBound - now)
        throw Problem(
            .tooManyAdds,
            "You have asked for \(limits.addsPerHour) pages in this hour, as many as one person may. "
                + "Come again in \(DurationWords.text(wait)).",
            fields: [.retryAfter: "\((wait.wholeMilliseconds + 999) / 1_000)"]
        )
    }

    private func isFollowed(_ request: TrackRequest) async throws -> Bool {
        let filter = ProductFilter(url: try validate(request))
        var token: PageToken?
        repeat {
            let page = try await store.products(matching: filter, after: token, limit: maximumPageSize)
            // Byte for byte, as stores compare selections.
            let product = page.elements.first { $0.selection.text.utf8.elementsEqual(request.selection.text.utf8) }
            if let product { return try await store.subscription(of: request.userID, to: product.id) != nil }
            token = page.next
        } while token != nil
        return false
    }
}
