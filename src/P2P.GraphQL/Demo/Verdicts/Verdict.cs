using P2P.Sdk;

namespace P2P.GraphQL.Demo.Verdicts;

/// <summary>What the carrier's ledger and the tables say of everything that the demo has ever sent from this database.</summary>
internal static class Verdict
{
    public static async Task<IReadOnlyList<Finding>> ReachAsync(
        IServiceProvider services, Actor admin, CancellationToken cancellationToken)
    {
        var books = await Books.ReadAsync(services, admin, cancellationToken);
        return
        [
            HandedOver.Check(books),
            SentTwice.Check(books),
            AfterOptOut.Check(books),
            OutsideHours.Check(books),
            Counters.Check(books),
        ];
    }
}
