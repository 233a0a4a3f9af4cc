/// What `GET /control` says: the control interface on one screen.
enum ControlGuide {
    static func text(base: String) -> String {
        """
        This is LocalShop, a pretend shop. Change it while it runs:

        curl \(base)/control/products                  all products as JSON
        curl -d '{"price":"39.99"}' \(base)/control/products/1
              any of price, list_price (null ends a sale), currency (\(names(ShopCurrency.self))),
              availability (\(names(ShopProduct.Availability.self))), name
        curl -d '{"kind":"status","status":503,"count":2,"retry_after":"30"}' \(base)/control/products/1/fault
              kind is one of: \(names(Fault.Kind.self))
              count: how many requests get it; without it, all until it is cleared
              status: for status, captcha and login   seconds: for slow and hang
              location: for redirect_private          retry_after: seconds or an HTTP date
        curl -X DELETE \(base)/control/products/1/fault
        curl \(base)/control/log                       every request of a product page
        curl -X POST \(base)/control/reset             back to the opening

        Webhooks: post to \(base)/sink or one name below it; GET /sink shows what came, DELETE /sink forgets it.
        curl -d '{"status":503,"count":2}' \(base)/sink/fault      DELETE clears it

        """
    }

    private static func names<Choice>(_ type: Choice.Type) -> String
    where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
        Choice.allCases.map(\.rawValue).joined(separator: ", ")
    }
}
