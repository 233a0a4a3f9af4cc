/// An amount for programs.
package struct MoneyJSON: Encodable, Sendable {
    let amount: String
    let currency: String

    /// The amount in decimal digits, and its currency.
    package init(_ money: Money) {
        amount = money.decimal
        currency = money.currency.code
    }
}
