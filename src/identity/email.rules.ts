/** What a person's mail address is sealed for, and compared for. */
export const emailPurpose = 'person.email'
