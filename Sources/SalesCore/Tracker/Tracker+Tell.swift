import Logging

extension Tracker {
    /// Tells the logger what was read of a page, and why where it was no offer.
    func tell(_ look: Look, of url: PageURL) {
        var fields: Logger.Metadata = [
            "url": Logger.MetadataValue(url), "outcome": "\(look.reading.outcome.rawValue)",
            "unchanged": "\(look.isUnchanged)",
        ]
        if let offer = look.reading.offer {
            fields["price"] = "\(offer.price.decimal) \(offer.price.currency.code)"
            fields["availability"] = "\(offer.availability.rawValue)"
            fields["source"] = "\(offer.source)"
        } else {
            fields["why"] = "\(look.reading.reason ?? "")"
        }
        logger.debug("Read", metadata: fields)
    }
}
