namespace P2P.Sdk.EntityFrameworkCore.Sessions;

internal static class InTurn
{
    /// <summary>Reads one after the other, as a session must; those that are not there are left out.</summary>
    public static async ValueTask<List<TResult>> EachAsync<T, TResult>(this IEnumerable<T> all, Func<T, ValueTask<TResult?>> read)
        where TResult : class
    {
        var results = new List<TResult>();
        foreach (var one in all)
        {
            if (await read(one) is { } result)
            {
                results.Add(result);
            }
        }

        return results;
    }
}
