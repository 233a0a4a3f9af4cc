/// Decides when mails to new addresses must rest, before a carrier of mail closes the account.
///
/// Pure. Amazon SES reviews an account at 5 % bounces or 0.1 % complaints and pauses it at 10 % or 0.5 %
/// (docs.aws.amazon.com/ses/latest/dg/reputationdashboard-bounce.html and -complaint.html); mailbox providers ask for
/// less than 0.1 % (support.google.com/a/answer/81126). New addresses are what makes such rates rise.
///
/// A few mails make no share: Amazon SES reckons over a representative volume and not over a span of time
/// (aws.amazon.com/blogs/ses/announcing-the-reputation-dashboard), so that one report of a quiet day closes no account.
public struct ReputationPolicy: Hashable, Sendable {
    /// How far back mails, bounces and complaints count.
    public var window: Duration
    /// The fewest mails of which a share says anything.
    public var minimumMails: Int
    /// The fewest complaints that halt anything: one person alone must not keep all newcomers from their alerts.
    ///
    /// With two, mails are halted below the 0.1 % at which Amazon SES reviews an account wherever 2,000 or more are sent.
    public var minimumComplaints: Int
    /// The share of bounces that halts mails to new addresses, in hundredths of a percent.
    public var bounceBasisPoints: Int
    /// The same of complaints.
    public var complaintBasisPoints: Int
    /// How long after its verification an address is new.
    public var newFor: Duration
    /// How long a mail that was halted waits.
    public var hold: Duration

    /// A day, 200 mails, 2 complaints, 2 % and 0.05 %, a week, an hour, unless given.
    public init(
        window: Duration = .seconds(86_400),
        minimumMails: Int = 200,
        minimumComplaints: Int = 2,
        bounceBasisPoints: Int = 200,
        complaintBasisPoints: Int = 5,
        newFor: Duration = .seconds(7 * 86_400),
        hold: Duration = .seconds(3_600)
    ) {
        self.window = window
        self.minimumMails = minimumMails
        self.minimumComplaints = minimumComplaints
        self.bounceBasisPoints = bounceBasisPoints
        self.complaintBasisPoints = complaintBasisPoints
        self.newFor = newFor
        self.hold = hold
    }

    /// Whether mails to new addresses are halted.
    ///
    /// It needs no memory, so that all processes say the same: shares that turn around the limit let a few mails out in
    /// between, and the limit is well below the carrier's.
    public func isHalted(_ counts: ReputationCounts) -> Bool {
        guard counts.sent >= minimumMails else { return false }
        if Self.reaches(counts.bounces, of: counts.sent, bounceBasisPoints) { return true }
        return counts.complaints >= minimumComplaints
            && Self.reaches(counts.complaints, of: counts.sent, complaintBasisPoints)
    }

    /// Whether an address is new, by when it was verified and whether a mail to it was ever taken.
    public func isNew(verifiedAt: Timestamp?, hasTakenMail: Bool, at now: Timestamp) -> Bool {
        guard hasTakenMail, let verifiedAt else { return true }
        return now - verifiedAt < newFor
    }

    private static func reaches(_ part: Int, of whole: Int, _ basisPoints: Int) -> Bool {
        part > 0 && Int64(part) * 10_000 >= Int64(whole) * Int64(basisPoints)
    }
}

/// How mails were received.
public struct ReputationCounts: Hashable, Sendable {
    /// How many mails the carrier took.
    public var sent: Int
    /// How many bounces were reported.
    public var bounces: Int
    /// How many complaints were reported.
    public var complaints: Int

    /// Counts.
    public init(sent: Int = 0, bounces: Int = 0, complaints: Int = 0) {
        self.sent = sent
        self.bounces = bounces
        self.complaints = complaints
    }
}

extension ReputationCounts: CustomStringConvertible {
    /// In words: "7 bounces and 1 complaint of 300 mails".
    public var description: String {
        "\(CountedNoun.text(bounces, "bounce")) and \(CountedNoun.text(complaints, "complaint")) "
            + "of \(CountedNoun.text(sent, "mail"))"
    }
}
