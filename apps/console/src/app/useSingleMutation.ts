import { type UseMutationOptions, type UseMutationResult, useMutation } from "@tanstack/react-query";
import { useRef } from "react";

/**
 * A mutation that runs once at a time. The page shows a pending one a moment late: the second click of a double click
 * would send it again, and show what became of the second one alone.
 */
export function useSingleMutation<Data, Variables = void>(
  options: Pick<UseMutationOptions<Data, Error, Variables>, "mutationFn" | "onMutate" | "onSuccess">,
): Pick<
  UseMutationResult<Data, Error, Variables>,
  "data" | "error" | "isPending" | "isSuccess" | "mutate" | "variables"
> {
  const isRunning = useRef(false);
  const mutation = useMutation({
    ...options,
    onSettled: () => {
      isRunning.current = false;
    },
  });
  return {
    ...mutation,
    mutate: (...variables) => {
      if (isRunning.current) return;
      isRunning.current = true;
      mutation.mutate(...variables);
    },
  };
}
